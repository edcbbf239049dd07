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
// GitHub's own test data is not part of this repository
new Job(ci, 'expressions', {
  displayName: 'Expressions, by GitHub\'s own test data',
  timeoutMinutes: 15,
  steps: [
    Step.uses('actions/checkout', { name: 'Check out' }),
    Step.uses('actions/checkout', {
      name: 'Check out the test data',
      with: { 'repository': 'actions/languageservices', 'ref': '9ec1c123a8729193852651de3114c5ecac96a3d3', 'path': 'languageservices', 'sparse-checkout': 'expressions/testdata' },
    }),
    Step.uses('actions/setup-node', { name: 'Set up Node.js', with: { 'node-version': '22' } }),
    Step.run('npm ci', { name: 'Install dependencies' }),
    Step.run('npx vitest run test/expressions', {
      name: 'Test', env: { PIPEWRIGHT_EXPRESSIONS_TESTDATA: '${{ github.workspace }}/languageservices/expressions/testdata', PIPEWRIGHT_REQUIRE_TESTDATA: '1' },
    }),
  ],
});
new SecurityScan(ci, 'scan', {
  scanners: [Scanner.codeql({ languages: ['javascript-typescript', 'actions'] }), Scanner.dependencyReview()],
});
