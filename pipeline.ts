// The project's own CI, by the project itself.
import { App, Job, LintJob, Linter, Pipeline, Runner, Scanner, SecurityScan, Step, TestMatrix, Toolchain, Trigger } from 'pipewright';

export const app = new App({ repository: { owner: 'pipewright', name: 'pipewright' }, dependabot: true });

// the suite includes the linter and the type check, so there is one command for it
const node = Toolchain.node({
  versions: ['20', '22', '24'],
  test: 'npm test',
  linters: [Linter.custom({ name: 'projen', command: 'npx projen compile && npx projen docgen && git diff --exit-code' })],
});

export const ci = new Pipeline(app, 'ci', {
  displayName: 'CI',
  triggers: [Trigger.push({ branches: ['main'] }), Trigger.pullRequest(), Trigger.manual()],
});
new TestMatrix(ci, 'test', { toolchain: node, runners: [Runner.UBUNTU_24_04], results: false });
new LintJob(ci, 'generated', { displayName: 'Generated files', toolchain: node });
new Job(ci, 'judges', {
  displayName: 'Examples, tests and judges',
  timeoutMinutes: 60,
  steps: [
    Step.uses('actions/checkout', { name: 'Check out' }),
    Step.uses('actions/setup-node', { name: 'Set up Node.js', with: { 'node-version': '22' } }),
    Step.run('.ci/run', { name: 'Run everything', shell: 'bash' }),
  ],
});
new SecurityScan(ci, 'scan', {
  scanners: [Scanner.codeql({ languages: ['javascript-typescript', 'actions'] }), Scanner.dependencyReview()],
});
