import * as path from 'path';
import { expect, test } from 'vitest';
import { pipewright } from './command-line';
import { COMMANDS } from '../../src/cli/registry';

test('docs/cli.md says what the commands say of themselves', async () => {
  const parts = ['# The command line', '', 'Written by a test from what each command says of itself: `npx vitest run test/cli/docs -u`.', ''];
  for (const [name, { summary }] of Object.entries(COMMANDS)) {
    const { out } = await pipewright('/', name, '--help');
    parts.push(`## ${name}`, '', `${summary[0].toUpperCase()}${summary.slice(1)}.`, '', '```text', out, '```', '');
  }
  await expect(parts.join('\n')).toMatchFileSnapshot(path.join(__dirname, '..', '..', 'docs', 'cli.md'));
});
