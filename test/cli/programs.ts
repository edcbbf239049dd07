/** Programs for the command line to work on. Types are checked elsewhere: from sources that takes long. */

export const NO_TYPES = '--no-type-check';

export const CI = `import { App, Job, Pipeline, Runner, Step, Trigger } from 'pipewright';

export const app = new App({ repository: { owner: 'acme', name: 'shop', ownerId: 1, id: 2 } });
const ci = new Pipeline(app, 'ci', { displayName: 'CI', triggers: [Trigger.push({ branches: ['main'] }), Trigger.pullRequest()] });
const test = new Job(ci, 'test', { runner: Runner.UBUNTU_24_04, steps: [Step.uses('actions/checkout'), Step.run('make test', { name: 'Test' })] });
new Job(ci, 'publish', {
  needs: [test], runner: Runner.UBUNTU_24_04, if: "github.event_name == 'push'", steps: [Step.run('make publish', { name: 'Publish' })],
});
`;

/** The same without its second job, on another runner and with another script. */
export const CI_CHANGED = CI.slice(0, CI.indexOf('new Job(ci, \'publish\'')).replace('make test', 'make check').replace('UBUNTU_24_04', 'UBUNTU_22_04')
  .replace('steps: [', 'permissions: { contents: \'write\' }, steps: [');
