/** Runs a hoisted script for real with many values, each in an empty folder: what it prints, and whether a value was run as code. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hoisted } from '../../src/hoist/hoist';

export interface Outcome {
  readonly value: string;
  readonly stdout: string;
  /** A value left the file `pwned` behind. */
  readonly pwned: boolean;
}

type Language = 'bash' | 'python' | 'javascript';

// One process a script, because a process a value would take minutes. `names` are the variables, all set to the value.
const DRIVERS: Readonly<Record<Language, readonly string[]>> = {
  bash: ['bash', '-c', `
    while IFS= read -r -d '' value; do
      for name in $NAMES; do export "$name=$value"; done
      bash -c "$SCRIPT" < /dev/null 2>/dev/null
      printf '\\0'
      if [ -e pwned ]; then printf yes; fi
      printf '\\0'
      rm -rf -- *
    done`],
  python: ['python3', '-c', `
import contextlib, io, os, sys
sys.stdin.reconfigure(newline='')
sys.stdout.reconfigure(newline='')
for value in sys.stdin.read().split('\\0')[:-1]:
    for name in os.environ['NAMES'].split():
        os.environ[name] = value
    out = io.StringIO(newline='')
    with contextlib.redirect_stdout(out):
        try:
            exec(os.environ['SCRIPT'], {})
        except Exception as error:
            print(repr(error))
    there = os.path.exists('pwned')
    if there:
        os.remove('pwned')
    sys.stdout.write(out.getvalue() + '\\0' + ('yes' if there else '') + '\\0')`],
  javascript: [process.execPath, '-e', `
const fs = require('fs');
const print = process.stdout.write.bind(process.stdout);
for (const value of fs.readFileSync(0, 'utf8').split('\\0').slice(0, -1)) {
  let out = '';
  process.stdout.write = (text) => { out += text; return true; };
  for (const name of process.env.NAMES.split(' ')) process.env[name] = value;
  try { new Function('require', process.env.SCRIPT)(require); } catch (error) { out += error; }
  const there = fs.existsSync('pwned');
  fs.rmSync('pwned', { force: true });
  print(out + '\\0' + (there ? 'yes' : '') + '\\0');
}`],
};

export function execute(language: Language, { script, env }: Hoisted, values: readonly string[]): Outcome[] {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-'));
  try {
    const [program, ...args] = DRIVERS[language];
    const names = Object.keys(env).join(' ');
    const { stdout, stderr } = spawnSync(program, args, {
      cwd: folder, encoding: 'utf8', input: values.map((value) => `${value}\0`).join(''),
      env: { PATH: process.env.PATH, HOME: folder, PYTHONIOENCODING: 'utf-8', SCRIPT: script, NAMES: names },
    });
    const answers = stdout.split('\0');
    if (answers.length !== values.length * 2 + 1) throw new Error(`${script}\n${stdout}\n${stderr}`);
    return values.map((value, i) => ({ value, stdout: answers[2 * i], pwned: answers[2 * i + 1] !== '' }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
