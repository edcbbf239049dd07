/** https://trivy.dev. The action's release is after GHSA-69fq-xp46-6x23; it and Trivy itself are pinned. */
import { ScannerProvider } from './provider';
import { uploadSarif } from './sarif';
import { andAbove, FailOn } from './severity';
import { Step } from '../step';
import { defined } from '../values';

export interface TrivyProps {
  /**
   * Least severity that fails the job.
   * @default FailOn.NEVER
   */
  readonly failOn?: FailOn;
  /**
   * Leave out what has no fix yet.
   * @default false
   */
  readonly ignoreUnfixed?: boolean;
  /**
   * Release of Trivy.
   * @default - the one that the pinned action ships with
   */
  readonly version?: string;
}

const VERSION = 'v0.70.0';
const REPORT = 'trivy.sarif';

export function trivy(props: TrivyProps): ScannerProvider {
  const failOn = props.failOn ?? FailOn.NEVER;
  return {
    id: 'trivy',
    title: 'Trivy',
    image: true,
    source: true,
    checkout: true,
    secrets: false,
    steps: ({ archive, category, release }) => [
      Step.uses('aquasecurity/trivy-action', {
        name: 'Trivy',
        with: defined({
          'input': archive,
          'scan-type': archive === undefined ? 'fs' : undefined,
          'format': 'sarif',
          'output': REPORT,
          'severity': failOn === FailOn.NEVER ? undefined : andAbove(failOn),
          'limit-severities-for-sarif': failOn === FailOn.NEVER ? undefined : true,
          'ignore-unfixed': props.ignoreUnfixed,
          'exit-code': failOn === FailOn.NEVER ? '0' : '1',
          'version': props.version ?? VERSION,
          // a cache that a pull request can write has no place in a release
          'cache': !release,
        }),
      }),
      Step.run(SUMMARY, { name: 'Summarize Trivy', if: '!cancelled()', shell: 'bash', env: { REPORT, CATEGORY: category } }),
      uploadSarif(REPORT, category, 'Trivy'),
    ],
  };
}

const SUMMARY = `if [[ -f "\${REPORT}" ]]; then
  {
    echo "### \${CATEGORY}"
    jq --raw-output '[.runs[].results[].level] | group_by(.) | map("- \\(.[0]): \\(length)") | if length == 0 then "no findings" else .[] end' "\${REPORT}"
  } >> "\${GITHUB_STEP_SUMMARY}"
fi`;
