// The compiled library, as users run it: constructs, all rules, all files of the app as text.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { App, Job, Pipeline, Step, Trigger } = require('../../lib/index.js');
const { synthesizeApp } = require('../../lib/synth/synthesize.js');

function steps(count, job) {
  const scripts = Array.from({ length: count - 2 }, (_, i) => Step.run(`make part-${job}-${i}\n./report.sh --part "${i}" > "report-${i}.txt"\n`, {
    name: `Part ${i} of ${job}`, env: { LEVEL: String(i), TARGET: `target-${job}` },
  }));
  return [
    Step.uses('actions/checkout', { name: 'Check out' }),
    Step.uses('actions/setup-node', { name: 'Set up Node.js', with: { 'node-version': '22' } }),
    ...scripts,
  ];
}

function define(shape) {
  const app = new App({ repository: { owner: 'acme', name: 'shop' } });
  for (let w = 0; w < shape.workflows; w++) {
    const pipeline = new Pipeline(app, `workflow-${w}`, { triggers: [Trigger.push({ branches: ['main'] }), Trigger.pullRequest()] });
    const jobs = [];
    for (let j = 0; j < shape.jobs; j++) {
      jobs.push(new Job(pipeline, `job-${j}`, { needs: jobs.slice(-1), env: { STAGE: `stage-${j}` }, steps: steps(shape.steps, j) }));
    }
  }
  return app;
}

export function contender(shape) {
  return () => {
    const app = define(shape);
    const { files, problems } = synthesizeApp(app, { from: 'pipeline.ts' });
    if (problems.length > 0) throw new Error(JSON.stringify(problems.slice(0, 3)));
    return { app, files, texts: files.filter((file) => file.path.startsWith('.github/workflows/')).map((file) => file.text) };
  };
}
