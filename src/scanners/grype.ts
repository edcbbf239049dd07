/** https://github.com/anchore/grype */
import { ScannerProvider } from './provider';
import { uploadSarif } from './sarif';
import { FailOn } from './severity';
import { Step } from '../step';
import { defined } from '../values';

export interface GrypeProps {
  /**
   * Least severity that fails the job.
   * @default FailOn.NEVER
   */
  readonly failOn?: FailOn;
  /**
   * Leave out what has no fix yet.
   * @default false
   */
  readonly onlyFixed?: boolean;
}

const REPORT = 'grype.sarif';

export function grype(props: GrypeProps): ScannerProvider {
  const failOn = props.failOn ?? FailOn.NEVER;
  return {
    id: 'grype',
    title: 'Grype',
    image: true,
    source: true,
    checkout: true,
    secrets: false,
    steps: ({ archive, category }) => [
      Step.uses('anchore/scan-action', {
        name: 'Grype',
        with: defined({
          'image': archive === undefined ? undefined : `docker-archive:${archive}`,
          'path': archive === undefined ? '.' : undefined,
          'output-format': 'sarif',
          'output-file': REPORT,
          'fail-build': failOn !== FailOn.NEVER,
          'severity-cutoff': failOn === FailOn.NEVER ? undefined : failOn,
          'only-fixed': props.onlyFixed,
          'cache-db': false,
        }),
      }),
      uploadSarif(REPORT, category, 'Grype'),
    ],
  };
}
