/** Disks that are full, folders that may not be written to, and things that stand in the way. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { Check } from './lib/check';
import { planFile, start, write } from './lib/process';
import { PipewrightError } from '../../src/problem';
import { OutputFile } from '../../src/synth/output';
import { NODE_DISK } from '../../src/write/disk';
import { writeFiles } from '../../src/write/write-files';
import { contents, fingerprint, holds, repository, synthesis } from '../lib/repository';

const FROM = { from: 'pipeline.ts' };
const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

/** It failed in our own words, said what to do, and touched nothing. */
function refused(ended: { code: number | null; stderr: string }, reason: RegExp, before: string, after: string): string | undefined {
  if (ended.code !== 1) return `ended with ${ended.code}: ${ended.stderr.slice(0, 300)}`;
  if (!reason.test(ended.stderr)) return `says: ${ended.stderr.slice(0, 300)}`;
  if (!/fix:/.test(ended.stderr) || /\n\s+at /.test(ended.stderr)) return `no fix, or a stack trace: ${ended.stderr.slice(0, 300)}`;
  return before === after ? undefined : 'changed files';
}

/** An in-process attempt as the writer would end. */
function attempt(root: string, files: readonly OutputFile[]): { code: number; stderr: string } {
  try {
    writeFiles(root, files, FROM);
    return { code: 0, stderr: '' };
  } catch (error) {
    return { code: error instanceof PipewrightError ? 1 : 70, stderr: (error as Error).message };
  }
}

export function fullDisks(check: Check): void {
  const [first, second] = [synthesis('pipeline.ts'), synthesis('targets.ts')];
  const folder = repository();
  // a disk of the size at which the first synthesis just fits, then some more room at a time
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'pipewright', folder]).status === 0;
  if (mounted) {
    try {
      realFullDisk(check, folder, first, second);
    } finally {
      spawnSync('umount', [folder]);
    }
  }
  check.note(mounted ? 'a tmpfs filled page by page, and every operation of the writer made to fail' : 'no tmpfs can be mounted here: every operation of the writer made to fail');
  injected(check, first, second);
}

function realFullDisk(check: Check, folder: string, first: readonly OutputFile[], second: readonly OutputFile[]): void {
  const root = path.join(folder, 'repository');
  fs.mkdirSync(root);
  const filler = path.join(folder, 'filler');
  for (let pages = 0; pages < 60; pages += 3) {
    fs.rmSync(filler, { force: true });
    writeFiles(root, first, FROM);
    fill(filler);
    fs.truncateSync(filler, Math.max(0, fs.statSync(filler).size - pages * 4096));
    const before = fingerprint(root);
    const ended = write(root, { syntheses: [second] });
    const wrong = ended.code === 0 && holds(root, second) ? undefined : refused(ended, /the disk is full/, before, fingerprint(root));
    check.that(wrong === undefined, `${pages} pages left: ${wrong}`);
  }
}

/** Until nothing more fits. */
function fill(file: string): void {
  const descriptor = fs.openSync(file, 'w');
  try {
    for (;;) fs.writeSync(descriptor, Buffer.alloc(4096, 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Each operation fails once, with each of the errors that disks have. */
function injected(check: Check, first: readonly OutputFile[], second: readonly OutputFile[]): void {
  const root = repository();
  for (const code of ['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'EIO']) {
    for (let number = 0; ; number += code === 'ENOSPC' ? 1 : 7) {
      writeFiles(root, first, FROM);
      const before = fingerprint(root);
      let count = 0;
      const failing = Object.fromEntries(Object.entries(NODE_DISK).map(([name, operation]) => [name, (...args: never[]) => {
        if (count++ === number) throw Object.assign(new Error(`${code}: injected`), { code, path: args[0] });
        return (operation as (...a: never[]) => void)(...args);
      }])) as unknown as typeof NODE_DISK;
      try {
        writeFiles(root, second, FROM, failing);
        break;
      } catch (error) {
        const ended = { code: error instanceof PipewrightError ? 1 : 70, stderr: (error as Error).message };
        const wrong = refused(ended, /write-failed/, before, fingerprint(root));
        check.that(wrong === undefined, `${code} at operation ${number}: ${wrong}`);
      }
    }
  }
}

export function permissions(check: Check): void {
  const files = synthesis('pipeline.ts');
  const able = process.getuid?.() !== 0 || spawnSync(NOBODY[0], [...NOBODY.slice(1), 'true']).status === 0;
  if (!able) return check.note('root, and no setpriv: permissions mean nothing here');
  const user = process.getuid?.() === 0 ? NOBODY : [];
  for (const [what, prepare] of Object.entries<(root: string) => void>({
    'a root that is read-only': (root) => fs.chmodSync(root, 0o555),
    'a .github that is read-only': (root) => (fs.mkdirSync(path.join(root, '.github/workflows'), { recursive: true }), fs.chmodSync(path.join(root, '.github/workflows'), 0o555)),
    'a deploy that is read-only': (root) => (fs.mkdirSync(path.join(root, 'deploy')), fs.chmodSync(path.join(root, 'deploy'), 0o555)),
    'a deploy that cannot be entered': (root) => (fs.mkdirSync(path.join(root, 'deploy')), fs.chmodSync(path.join(root, 'deploy'), 0)),
    'a workflow that cannot be read': (root) => {
      writeFiles(root, files, FROM);
      fs.chmodSync(path.join(root, files.find((f) => f.path.endsWith('ci-cd.yml'))!.path), 0);
    },
  })) {
    const root = repository();
    prepare(root);
    if (user.length) spawnSync('chown', ['-R', '65534:65534', root]);
    const before = fingerprint(root);
    const wrong = refused(write(root, { syntheses: [files.map((f) => ({ ...f, text: `${f.text}\n` }))] }, user), /may not be written to|cannot be read|permission/i, before, fingerprint(root));
    check.that(wrong === undefined, `${what}: ${wrong}`);
    spawnSync('chmod', ['-R', 'u+rwX', root]);
  }
}

export function obstacles(check: Check): void {
  const files = synthesis('pipeline.ts');
  const workflow = '.github/workflows/ci-cd.yml';
  const outside = repository();
  fs.writeFileSync(path.join(outside, 'precious'), 'precious');
  for (const [what, prepare, reason] of [
    ['a folder where a file is to be', (root: string) => fs.mkdirSync(path.join(root, workflow), { recursive: true }), /is a folder/],
    ['a file where a folder is to be', (root: string) => fs.writeFileSync(path.join(root, '.github'), 'x'), /is a file, where a folder is needed/],
    ['a link where a file is to be', (root: string) => (fs.mkdirSync(path.join(root, '.github/workflows'), { recursive: true }), fs.symlinkSync(path.join(outside, 'precious'), path.join(root, workflow))), /is a symbolic link/],
    ['a broken link where a file is to be', (root: string) => (fs.mkdirSync(path.join(root, '.github/workflows'), { recursive: true }), fs.symlinkSync('/nowhere/at/all', path.join(root, workflow))), /is a symbolic link/],
    ['a link that leads out of the repository', (root: string) => fs.symlinkSync(outside, path.join(root, 'deploy')), /leads out of the repository/],
    ['a link to itself', (root: string) => fs.symlinkSync('.github', path.join(root, '.github')), /symbolic link/],
    ['a file of somebody else', (root: string) => (fs.mkdirSync(path.join(root, '.github/workflows'), { recursive: true }), fs.writeFileSync(path.join(root, workflow), 'name: mine\n')), /was not written by pipewright/],
    ['a pipe where a file is to be', (root: string) => (fs.mkdirSync(path.join(root, '.github/workflows'), { recursive: true }), spawnSync('mkfifo', [path.join(root, workflow)])), /is a pipe/],
  ] as const) {
    const root = repository();
    prepare(root);
    const before = listing(root);
    const wrong = refused(attempt(root, files), reason, '', listing(root) === before ? '' : 'changed');
    check.that(wrong === undefined && fs.readFileSync(path.join(outside, 'precious'), 'utf8') === 'precious' && fs.readdirSync(outside).length === 1, `${what}: ${wrong}`);
  }
}

function listing(root: string): string {
  return spawnSync('find', [root, '-printf', '%P %y %s %l\\n'], { encoding: 'utf8' }).stdout.split('\n').sort().join('\n');
}

export async function atOnce(check: Check, times: number): Promise<void> {
  const syntheses = [synthesis('pipeline.ts'), synthesis('targets.ts')];
  const whole = new Set(syntheses.flatMap((files) => files.map((file) => `${file.path}\n${file.text}`)));
  const root = repository();
  const plan = planFile({ syntheses, times });
  const ended = await Promise.all([start(root, plan), start(root, plan), start(root, plan)]);
  ended.forEach(({ code, stderr }, i) => check.that(code === 0, `process ${i} ended with ${code}: ${stderr.slice(0, 300)}`));
  const broken = [...contents(root)].filter(([file, text]) => !whole.has(`${file}\n${text}`));
  check.that(broken.length === 0, `broken: ${broken.map(([file]) => file).join()}`);
  writeFiles(root, syntheses[0], FROM);
  check.that(holds(root, syntheses[0]), 'the next run does not converge');
}

export function clocks(check: Check): void {
  const [first, second] = [synthesis('pipeline.ts'), synthesis('targets.ts')];
  const YEAR = 365 * 24 * 3600 * 1000;
  for (const clock of [-60 * YEAR, -YEAR, YEAR, 60 * YEAR]) {
    const root = repository();
    write(root, { syntheses: [first] });
    const ended = write(root, { syntheses: [second], clock });
    check.that(ended.code === 0 && holds(root, second), `a clock that jumps by ${clock / YEAR} years: ${ended.stderr.slice(0, 300)}`);
  }
}
