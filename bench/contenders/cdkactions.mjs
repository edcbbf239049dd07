// cdkactions; the text is made as its stack does, which would write it next.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../peers/cdkactions/package.json', import.meta.url));
const { App, Job, Stack, Workflow } = require('cdkactions');
const { dump } = createRequire(require.resolve('cdkactions'))('js-yaml');

function job(scope, id, { 'runs-on': runsOn, 'timeout-minutes': timeoutMinutes, ...rest }) {
  return new Job(scope, id, { runsOn, timeoutMinutes, ...rest });
}

export function contender(plan) {
  return () => {
    const app = new App({ createValidateWorkflow: false });
    const stack = new Stack(app, 'bench');
    const texts = plan.map(({ jobs, on, ...plain }, i) => {
      const workflow = new Workflow(stack, `workflow-${i}`, { ...plain, on: { push: on.push, pullRequest: {} } });
      for (const [id, one] of Object.entries(jobs)) job(workflow, id, one);
      return dump(workflow.toGHAction(), { lineWidth: -1, noCompatMode: true, quotingType: '"' });
    });
    return { app, texts };
  };
}
