// projen's github module, up to the text of each file, which it would write next.
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const { Project, github } = require('projen');
const { resolve } = require(path.join(path.dirname(require.resolve('projen')), '_resolve.js'));

const RESOLVER = { resolve: (value, options) => resolve(value, options) };
const outdir = mkdtempSync(path.join(tmpdir(), 'pipewright-bench-projen-'));

function job(plain) {
  return {
    name: plain.name,
    needs: plain.needs,
    runsOn: [plain['runs-on']],
    permissions: plain.permissions,
    timeoutMinutes: plain['timeout-minutes'],
    env: plain.env,
    steps: plain.steps.map(({ name, uses, with: inputs, run, env }) => ({ name, uses, with: inputs, run, env })),
  };
}

export function contender(plan) {
  return () => {
    const project = new Project({ name: 'bench', outdir });
    const component = new github.GitHub(project, { mergify: false, pullRequestLint: false });
    const texts = plan.map((plain, i) => {
      const workflow = component.addWorkflow(plain.name, {
        fileName: `workflow-${i}.yml`,
        limitConcurrency: true,
        concurrencyOptions: { group: plain.concurrency.group, cancelInProgress: plain.concurrency['cancel-in-progress'] },
      });
      workflow.on({ push: plain.on.push, pullRequest: {} });
      workflow.addJobs(Object.fromEntries(Object.entries(plain.jobs).map(([id, one]) => [id, job(one)])));
      return workflow.file.synthesizeContent(RESOLVER);
    });
    return { project, texts };
  };
}
