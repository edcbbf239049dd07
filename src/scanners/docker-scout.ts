/** https://docs.docker.com/scout/ */
import { ScannerProvider } from './provider';
import { uploadSarif } from './sarif';
import { andAbove, FailOn } from './severity';
import { Step } from '../step';
import { defined } from '../values';

export interface DockerScoutProps {
  /**
   * Least severity that fails the job.
   * @default FailOn.NEVER
   */
  readonly failOn?: FailOn;
  /**
   * Name of the secret with the user of Docker Hub.
   * @default DOCKERHUB_USERNAME
   */
  readonly usernameSecret?: string;
  /**
   * Name of the secret that holds a read-only access token.
   * @default DOCKERHUB_TOKEN
   */
  readonly tokenSecret?: string;
}

const REPORT = 'scout.sarif';
const NOTICE = `if [[ "\${PRESENT}" != "true" ]]; then
  echo "::notice title=Docker Scout::skipped: its secrets are absent (a fork, Dependabot, or not set in the environment scan)"
fi
echo "present=\${PRESENT}" >> "\${GITHUB_OUTPUT}"`;

export function dockerScout(props: DockerScoutProps): ScannerProvider {
  const user = props.usernameSecret ?? 'DOCKERHUB_USERNAME';
  const token = props.tokenSecret ?? 'DOCKERHUB_TOKEN';
  const failOn = props.failOn ?? FailOn.NEVER;
  return {
    id: 'scout',
    title: 'Docker Scout',
    image: true,
    secrets: true,
    steps: ({ archive, category }) => {
      const credentials = Step.run(NOTICE, {
        id: 'credentials', name: 'Look for credentials', shell: 'bash',
        env: { PRESENT: `\${{ secrets.${user} != '' && secrets.${token} != '' }}` },
      });
      const scout = Step.uses('docker/scout-action', {
        name: 'Docker Scout',
        if: `${credentials.output('present')} == 'true'`,
        continueOnError: failOn === FailOn.NEVER,
        with: defined({
          'command': 'cves',
          'image': `archive://${archive}`,
          'sarif-file': REPORT,
          'summary': true,
          'write-comment': false,
          'only-severities': failOn === FailOn.NEVER ? undefined : andAbove(failOn).toLowerCase(),
          'exit-code': failOn === FailOn.NEVER ? undefined : true,
          'dockerhub-user': `\${{ secrets.${user} }}`,
          'dockerhub-password': `\${{ secrets.${token} }}`,
        }),
      });
      return [credentials, scout, uploadSarif(REPORT, category, 'Docker Scout')];
    },
  };
}
