/** The parts of `npm run engines` that must not fail in silence. */
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { explainSkipped } from '../../scripts/engines/lib/absent';
import { endProcessesOf, MARK } from '../../scripts/engines/lib/processes';

test('a process that was left behind is found, and ended', async () => {
  const mark = `test-${process.pid}`;
  const child = spawn('bash', ['-c', 'setsid sleep 60 & wait'], { env: { ...process.env, [MARK]: mark }, stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  await new Promise((done) => child.once('spawn', done));
  expect((await endProcessesOf(mark, 300)).map(({ command }) => command)).toEqual(expect.arrayContaining(['sleep 60']));
  await ended;
  expect(await endProcessesOf(mark, 5000)).toEqual([]);
});

test('a skipped test is explained by a tool that is absent, and by nothing else', () => {
  const results = [{ file: 'a.test.ts', skipped: ['gcloud first deploy', 'gcloud drift', 'the AWS client destroy'] }, { file: 'b.test.ts', skipped: ['gcloud b'] }];
  expect(explainSkipped(results, () => false)).toMatchObject({ skipped: [{ tool: 'gcloud', tests: { 'a.test.ts': 2, 'b.test.ts': 1 } }], unexplained: ['a.test.ts: the AWS client destroy'] });
  expect(explainSkipped(results, () => true)).toMatchObject({ skipped: [], unexplained: expect.objectContaining({ length: 4 }) });
});
