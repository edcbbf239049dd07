/** Runs a script with a stand-in for the AWS CLI that gives fixed answers and keeps what it was asked. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A regular expression over the arguments, the exit code, the output. The first that matches answers. */
export type Answer = readonly [pattern: string, code: number, output: string];

export interface Run {
  readonly code: number | null;
  readonly output: string;
  /** What the CLI was asked, without what reads only. */
  readonly changes: readonly string[];
  readonly calls: readonly string[];
}

const CLI = `#!/usr/bin/env bash
printf '%s\\n' "\${*//$'\\n'/ }" >> "\${FAKE}/calls"
while IFS=$'\\t' read -r pattern code text; do
  if [[ "$*" =~ \${pattern} ]]; then printf '%b' "\${text}"; exit "\${code}"; fi
done < "\${FAKE}/answers"
`;

export function runWithFakeAws(script: string, answers: readonly Answer[], options: { env?: Record<string, string>; files?: Record<string, string> } = {}): Run {
  const folder = mkdtempSync(join(tmpdir(), 'pipewright-fake-aws-'));
  try {
    const write = (path: string, text: string, mode = 0o644) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { mode });
    };
    write('bin/aws', CLI, 0o755);
    write('bin/sleep', '#!/bin/sh\n', 0o755);
    write('answers', answers.map(([pattern, code, text]) => `${pattern}\t${code}\t${text}\n`).join(''));
    write('calls', '');
    Object.entries(options.files ?? {}).forEach(([path, text]) => write(path, text));
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'], // bash takes a socket for a remote login, and reads the person's settings
      env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, FAKE: folder, RUNNER_TEMP: folder, ...options.env },
    });
    const calls = readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter(Boolean);
    return { code: status, output: stdout + stderr, calls, changes: calls.filter((c) => !/ (describe|list|get)-/.test(` ${c}`)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
