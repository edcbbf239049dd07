import { expect, test } from 'vitest';
import { Action, App, Job, Pipeline, Trigger } from '../../src';
import { synthesizeApp } from '../../src/synth/synthesize';

const SHA = '0123456789abcdef0123456789abcdef01234567';

function synthesize(version: string) {
  const app = new App({ repository: { owner: 'acme', name: 'shop' } });
  const notify = Action.define({ name: 'acme/notify', sha: SHA, version });
  new Job(new Pipeline(app, 'ci', { triggers: [Trigger.push()] }), 'notify', { steps: [notify.step()] });
  return synthesizeApp(app, { from: 'pipeline.ts' });
}

test('the release of a defined action stands behind its commit', () => {
  const { files, problems } = synthesize('v1.2.3-rc.1');
  expect(problems).toEqual([]);
  expect(files[0].text + files[1].text).toContain(`uses: acme/notify@${SHA} # v1.2.3-rc.1\n`);
});

test.each(['v1 2', 'v1\nv2', 'v1\u200d', 'é', ''])('a release that no comment can hold is refused: %j', (version) => {
  const { files, problems } = synthesize(version);
  expect(files).toEqual([]);
  expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([{ ruleId: 'stale-action-refs', value: version, where: 'ci/notify' }]);
});
