// A program in a folder of a repository writes workflows that GitHub reads, or says that it does not.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { synthesizeProgramSync } from '../../src/load/program';
import { repository } from '../write/repository';

const program = (props = '') => `import { App, Pipeline, TestMatrix, Toolchain, Trigger } from 'pipewright';
const ci = new Pipeline(new App(${props}), 'ci', { triggers: [Trigger.push()] });
new TestMatrix(ci, 'test', { toolchain: Toolchain.go({ versions: ['1.25'] }) });
`;

test.each([
  ['services/api', '', ['say new App({ directory: \'services/api\' }), or where the root is: --root']],
  ['services/api', '{ directory: \'services/api\' }', []],
  ['.', '', []],
])('in %s with %s', (folder, props, fixes) => {
  const root = repository({ '.git/HEAD': '', [join(folder, 'pipeline.ts')]: program(props) });
  const cwd = join(root, folder);
  expect(synthesizeProgramSync('pipeline.ts', { cwd, typeCheck: false }).problems.map(({ severity, fix }) => [severity, fix])).toEqual(fixes.map((fix) => ['warning', fix]));
  expect(synthesizeProgramSync('pipeline.ts', { cwd, typeCheck: false, root: cwd }).problems).toEqual([]);
});
