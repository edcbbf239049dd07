import { expect, test } from 'vitest';
import { App, Job, NewSyntax, Pipeline, Step, Trigger } from '../../src';
import { keysOf } from '../../src/rules/support/schema';
import { lowerPipeline } from '../../src/synth/lower';
import { JOB_KEYS, STEP_KEYS, WORKFLOW_KEYS } from '../../src/synth/usual-order';

const STEPS = ['run-step', 'regular-step', 'wait-step', 'wait-all-step', 'cancel-step', 'parallel-step'];

test.each<[string, string[], readonly string[]]>([
  ['workflow', keysOf('workflow-root-strict'), WORKFLOW_KEYS],
  ['job', [...keysOf('job-factory'), ...keysOf('workflow-job')], JOB_KEYS],
  ['step', STEPS.flatMap(keysOf), STEP_KEYS],
])('every key of a %s in GitHub\'s schema has its place', (_, keys, usual) => {
  expect(keys.filter((key) => !usual.includes(key))).toEqual([]);
  expect(new Set(usual).size).toBe(usual.length);
});

test('an override leaves the others where they are read', () => {
  const pipeline = new Pipeline(new App(), 'ci', { triggers: [Trigger.push()], newSyntax: [NewSyntax.CACHE_MODE] });
  const job = new Job(pipeline, 'build', { cacheMode: 'read', steps: [Step.run('true')] });
  job.addOverride('env.LEVEL', '1');
  expect(Object.keys(lowerPipeline(pipeline).document.model.jobs.build)).toEqual(['name', 'runs-on', 'permissions', 'timeout-minutes', 'cache-mode', 'env', 'steps']);
});
