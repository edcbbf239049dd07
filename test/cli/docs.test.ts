import * as path from 'path';
import { expect, test } from 'vitest';
import { pipewright } from './command-line';
import { COMMANDS } from '../../src/cli/registry';

test('docs/cli.md says what the commands say of themselves', async () => {
  const parts = [
    '# The command line',
    '',
    'Written by a test from what each command says of itself: `npx vitest run test/cli/docs -u`.',
    '',
    'Every command takes `--json`. What is wrong is data then, too: `{ "problems": [{ "ruleId", "severity", "where", "message", … }] }`, with the same exit code;',
    'a wrong command line is the problem `usage`. Colours, widths and the line that says what is being done follow the terminal: a file or a program gets',
    'plain text, whole lines and no progress. `NO_COLOR` and `FORCE_COLOR` are obeyed.',
    '',
  ];
  for (const [name, { summary }] of Object.entries(COMMANDS)) {
    const { out } = await pipewright('/', name, '--help');
    parts.push(`## ${name}`, '', `${summary[0].toUpperCase()}${summary.slice(1)}.`, '', '```text', out, '```', '');
  }
  await expect(parts.join('\n')).toMatchFileSnapshot(path.join(__dirname, '..', '..', 'docs', 'cli.md'));
});
