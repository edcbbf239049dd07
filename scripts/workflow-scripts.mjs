// Runs the `run` steps of jobs of a workflow, as the runner would with `shell: bash`. Steps that use an action are named.
// usage: node scripts/workflow-scripts.mjs FOLDER WORKFLOW JOB...
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [folder, file, ...ids] = process.argv.slice(2);
const { jobs } = parse(readFileSync(join(folder, file), 'utf8'));
for (const id of ids) {
  for (const step of jobs[id].steps) {
    console.log(`\n${id}: ${step.name}${step.uses ? ` (skipped: ${step.uses.replace(/@.*/, '')})` : ''}`);
    if (step.run) run(step);
  }
}

function run(step) {
  const summary = join(folder, '.summary');
  writeFileSync(summary, '');
  const env = { ...process.env, ...step.env, GITHUB_STEP_SUMMARY: summary };
  const { status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], { cwd: folder, env, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${step.name} ended with ${status}`);
    process.exit(1);
  }
  process.stdout.write(readFileSync(summary, 'utf8'));
}
