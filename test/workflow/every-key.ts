/** An app that says everything that can be said with typed props. */
import { App, CallJob, Job, NewSyntax, Pipeline, Runner, Step, Trigger } from '../../src';

const SHA = 'a'.repeat(40);
/** GitHub's scopes, and the level that each takes. */
export const SCOPES = [
  'actions', 'artifact-metadata', 'attestations', 'checks', 'code-quality', 'contents', 'deployments', 'discussions', 'drives', 'issues',
  'models', 'packages', 'pages', 'pull-requests', 'repository-projects', 'security-events', 'statuses', 'vulnerability-alerts',
];
/** Events that have no method of their own on Trigger, with what they take. */
const EVENTS: Record<string, object> = {
  branch_protection_rule: { types: ['created'] }, check_run: { types: ['created'] }, check_suite: { types: ['completed'] }, create: {}, delete: {},
  deployment: {}, deployment_status: {}, discussion: { types: ['created'] }, discussion_comment: { types: ['created'] }, fork: {}, gollum: {},
  image_version: { types: ['ready'], names: ['image'], versions: ['1.*'] }, issue_comment: { types: ['created'] }, issues: { types: ['opened'] },
  label: { types: ['created'] }, merge_group: { types: ['checks_requested'], branches: ['main'] }, milestone: { types: ['created'] }, page_build: {},
  public: {}, pull_request_review: { types: ['submitted'] }, pull_request_review_comment: { types: ['created'] },
  pull_request_target: { types: ['opened'], branches: ['main'], paths: ['src/**'] }, registry_package: { types: ['published'] },
  repository_dispatch: { types: ['go'] }, status: {}, watch: { types: ['started'] }, workflow_run: { types: ['completed'], workflows: ['CI'], branches: ['main'] },
};

export function everyKey(): Pipeline[] {
  const app = new App();
  const callee = new Pipeline(app, 'callee', {
    triggers: [Trigger.call({
      inputs: { level: { type: 'string', description: 'd', required: false, default: 'x' } },
      secrets: { TOKEN: { description: 'd', required: true } },
      outputs: { out: { description: 'd', value: '${{ jobs.a.outputs.o }}' } },
    })],
  });
  new Job(callee, 'a', { outputs: { o: 'x' }, steps: [Step.run('true')] });
  const all = new Pipeline(app, 'all', {
    displayName: 'All',
    description: 'says everything',
    runName: 'by ${{ github.actor }}',
    env: { A: '1' },
    concurrency: { group: 'all', cancelInProgress: false, queue: 'max' },
    defaultShell: 'bash',
    defaultWorkingDirectory: '.',
    cacheMode: 'read',
    newSyntax: Object.values(NewSyntax),
    triggers: [
      Trigger.push({ branches: ['main'], tags: ['v*'], paths: ['src/**'] }),
      Trigger.pullRequest({ types: ['opened'], branches: ['main'], paths: ['src/**'] }),
      Trigger.release({ types: ['published'] }),
      Trigger.cron('17 3 * * *', 'Europe/Berlin'),
      Trigger.manual({ inputs: { level: { type: 'choice', description: 'd', required: true, default: 'a', options: ['a', 'b'] } } }),
      ...Object.entries(EVENTS).map(([event, config]) => Trigger.custom(event, config)),
    ],
  });
  const first = new Job(all, 'first', { runner: Runner.group('big', 'linux'), steps: [Step.run('true')] });
  const serve = Step.run('npm start', { id: 'serve', name: 'Serve', if: 'true', env: { A: 'b' }, shell: 'bash', workingDirectory: '.', continueOnError: true, timeoutMinutes: 3, background: true });
  const look = Step.uses(`acme/look@${SHA}`, { id: 'look', name: 'Look', if: 'true', env: { A: 'b' }, with: { x: 'y' }, continueOnError: true, timeoutMinutes: 3, background: true });
  new Job(all, 'job', {
    displayName: 'Job',
    needs: [first],
    if: 'true',
    runner: Runner.UBUNTU_24_04,
    permissions: { ...Object.fromEntries(SCOPES.map((scope) => [scope, 'read'])), 'copilot-requests': 'write', 'id-token': 'write' },
    environment: { name: 'e', url: 'https://example.com', deployment: false },
    concurrency: { group: 'job', queue: 'single' },
    timeoutMinutes: 5,
    cancelTimeoutMinutes: 2,
    cacheMode: 'write-only',
    continueOnError: true,
    matrix: { axes: { v: [1, 2] }, include: [{ v: 3 }], exclude: [{ v: 1 }], failFast: false, maxParallel: 1 },
    outputs: { o: 'x' },
    env: { A: 'b' },
    defaultShell: 'bash',
    defaultWorkingDirectory: '.',
    container: { image: 'a@sha256:b', username: 'u', password: '${{ secrets.P }}', env: { A: 'b' }, ports: ['80'], volumes: ['/a:/b'], options: '--cpus 1' },
    services: { s: { image: 'a@sha256:b', username: 'u', password: '${{ secrets.P }}', env: { A: 'b' }, ports: ['80'], volumes: ['/a:/b'], options: '--cpus 1', entrypoint: '/bin/sh', command: '-c true' } },
    snapshot: { imageName: 'image', version: '1.*', if: 'github.ref_protected' },
    steps: [
      serve, look, Step.wait([serve, look], { id: 'w', name: 'W', continueOnError: true }), Step.waitAll({ id: 'wa', name: 'WA', continueOnError: true }),
      Step.cancel(serve, { id: 'c', name: 'C', continueOnError: true }), Step.parallel([Step.run('a'), Step.run('b')]),
    ],
  });
  new CallJob(all, 'call', {
    displayName: 'Call', needs: [first], if: 'true', pipeline: callee, with: { level: 'x' }, secrets: { TOKEN: '${{ secrets.T }}' }, permissions: { contents: 'read' }, cacheMode: 'none',
    matrix: { axes: { v: [1] } }, concurrency: { group: 'call' },
  });
  const ignoring = new Pipeline(app, 'ignoring', {
    triggers: [
      Trigger.push({ branchesIgnore: ['x'], tagsIgnore: ['x'], pathsIgnore: ['x'] }),
      Trigger.pullRequest({ branchesIgnore: ['x'], pathsIgnore: ['x'] }),
      Trigger.custom('pull_request_target', { 'branches-ignore': ['x'], 'paths-ignore': ['x'] }),
      Trigger.custom('merge_group', { 'branches-ignore': ['x'] }),
      Trigger.custom('workflow_run', { 'workflows': ['CI'], 'branches-ignore': ['x'] }),
    ],
  });
  new Job(ignoring, 'a', { steps: [Step.run('true')] });
  return [all, callee, ignoring];
}
