/** The steps of a deploy job that are the same on every platform, around the platform's own. */
import type { DeployTarget, SmokeTest } from './deploy-target';
import { checkedOut } from './shared';
import { Step } from '../step';
import { TargetOutput } from '../targets/target';

export interface DeployStepsInput {
  readonly target: DeployTarget;
  readonly output: TargetOutput;
  readonly workflowFile: string;
}

export function deploySteps({ target, output, workflowFile }: DeployStepsInput): Step[] {
  const { operations } = output;
  const { notify = [], smokeTest, image } = target._props;
  return checkedOut([
    announce(),
    ...notify.flatMap((n) => n._steps(target.node.id, 'start')),
    ...(target._verifies ? verifyAttestation(image._manifestArtifact, workflowFile) : []),
    ...operations.login(),
    ...operations.deploy(),
    ...(smokeTest ? [smoke(smokeTest)] : []),
    ...operations.verify(),
    ...operations.rollback(),
    summarize(target._props.url),
    ...notify.flatMap((n) => n._steps(target.node.id, 'end')),
  ]);
}

export function announce(): Step {
  return Step.run(STARTED, { name: 'Announce the deployment', shell: 'bash' });
}

export function summarize(url: string | undefined): Step {
  return Step.run(ENDED, { name: 'Summarize the deployment', if: 'always()', shell: 'bash', env: { STATUS: '${{ job.status }}', URL: url ?? '' } });
}

const STARTED = `{
  echo "### Deploying to \${ENVIRONMENT}"
  echo
  echo "\\\`\${IMAGE}\\\`"
} >> "\${GITHUB_STEP_SUMMARY}"
echo "::notice title=Deployment::\${IMAGE} to \${ENVIRONMENT}"`;

const ENDED = `{
  echo
  echo "Deployment to \${ENVIRONMENT}: **\${STATUS}** \${URL}"
} >> "\${GITHUB_STEP_SUMMARY}"`;

/**
 * The digest of an image is the SHA-256 of its manifest, so the manifest as a file is what the attestation speaks of:
 * no registry need be asked. The run's own workflow, repository and ref must have signed it.
 */
function verifyAttestation(artifact: string, workflowFile: string): Step[] {
  const script = `manifest="\${RUNNER_TEMP}/manifest/manifest.json"
actual="sha256:$(sha256sum "\${manifest}" | cut --delimiter ' ' --fields 1)"
if [[ "\${actual}" != "\${DIGEST}" ]]; then
  echo "::error::the manifest is \${actual}, but \${DIGEST} is to be deployed"
  exit 1
fi
gh attestation verify "\${manifest}" \\
  --repo "\${GITHUB_REPOSITORY}" \\
  --signer-workflow "\${GITHUB_REPOSITORY}/\${WORKFLOW_FILE}" \\
  --source-ref "\${GITHUB_REF}" \\
  --deny-self-hosted-runners`;
  return [
    Step.uses('actions/download-artifact', { name: 'Fetch the manifest', with: { name: artifact, path: '${{ runner.temp }}/manifest' } }),
    Step._of({
      run: script,
      shell: 'bash',
      props: {
        name: 'Verify the attestation',
        env: { GH_TOKEN: '${{ github.token }}', WORKFLOW_FILE: workflowFile },
        permissions: { attestations: 'read' },
      },
      reasons: { attestations: 'verify where the image was built' },
    }),
  ];
}

export function smoke(test: SmokeTest): Step {
  // a redirection that is expected must not be followed
  const follow = /^3/.test(String(test.status ?? 200)) ? '' : ' --location';
  const script = `deadline=$((SECONDS + TIMEOUT_SECONDS))
body="$(mktemp)"
while true; do
  status="$(curl --silent --show-error${follow} --max-time 10 --output "\${body}" --write-out '%{http_code}' "\${SMOKE_URL}" || true)"
  if [[ "\${status}" == "\${EXPECTED_STATUS}" ]] &&
    { [[ -z "\${EXPECTED_TEXT}" ]] || grep --quiet --fixed-strings -- "\${EXPECTED_TEXT}" "\${body}"; }; then
    echo "\${SMOKE_URL} answered \${status}"
    break
  fi
  if ((SECONDS >= deadline)); then
    echo "::error::\${SMOKE_URL} answered \${status} and not \${EXPECTED_STATUS} for \${TIMEOUT_SECONDS} s"
    exit 1
  fi
  sleep 5
done`;
  return Step.run(script, {
    name: 'Smoke test',
    shell: 'bash',
    env: {
      SMOKE_URL: test.url, EXPECTED_STATUS: String(test.status ?? 200), EXPECTED_TEXT: test.contains ?? '', TIMEOUT_SECONDS: String(test.timeoutSeconds ?? 120),
    },
  });
}
