import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { contents, generated, repository } from './repository';
import { Disk, NODE_DISK } from '../../src/write/disk';
import { TEMPORARY_PREFIX } from '../../src/write/temporary';
import { writeFiles } from '../../src/write/write-files';

const FROM = { from: 'pipeline.ts' };
const OLD = [
  generated('.github/workflows/ci.yml', 'name: old\n'),
  generated('deploy/production/old.yaml', 'a: 1\n'),
  generated('deploy/production/stack.yaml', 'b: 1\n'),
];
const NEW = [
  generated('.github/workflows/ci.yml', 'name: new\n'),
  generated('.github/workflows/release.yml', 'name: release\n'),
  generated('deploy/production/stack.yaml', 'b: 2\n'),
  generated('deploy/staging/deep/run.sh', '#!/bin/sh\n', { executable: true }),
];

/** A disk on which the operation of that number fails, once. */
function failingAt(number: number, code = 'ENOSPC'): Disk & { count: number } {
  const state = { count: 0 };
  const guarded = (name: keyof Disk) => (...args: never[]) => {
    if (state.count++ === number) throw Object.assign(new Error(`${code}: ${name}`), { code, path: args[0] });
    return (NODE_DISK[name] as (...a: never[]) => void)(...args);
  };
  const names = Object.keys(NODE_DISK) as (keyof Disk)[];
  return Object.assign(state, Object.fromEntries(names.map((name) => [name, guarded(name)]))) as unknown as Disk & { count: number };
}

describe('a failure', () => {
  test('at any operation leaves everything as it was, and says what to do', () => {
    const root = repository();
    writeFiles(root, OLD, FROM);
    const before = contents(root);
    let number = 0;
    for (; ; number++) {
      const disk = failingAt(number);
      try {
        writeFiles(root, NEW, FROM, disk);
        break;
      } catch (error) {
        expect((error as Error).message).toContain('the disk is full');
        expect(contents(root), `after the failure of operation ${number}`).toEqual(before);
      }
    }
    expect(number).toBeGreaterThan(10); // every operation was tried
    expect(contents(root)[NEW[0].path]).toBe(NEW[0].text);
  });
});

describe('a killed process', () => {
  test('leaves whole files only; the next run clears up', () => {
    const root = repository();
    const whole = new Set([...OLD, ...NEW].map((file) => file.text));
    for (const number of [0, 3, 6, 9, 11]) {
      writeFiles(root, OLD, FROM);
      const { signal } = spawnSync(process.execPath, ['--import', 'tsx', path.join(__dirname, 'killed.ts'), root, String(number), JSON.stringify(NEW)]);
      expect(signal).toBe('SIGKILL');
      const left = Object.entries(contents(root)).filter(([name]) => !name.endsWith('/'));
      for (const [name, text] of left) {
        if (!path.basename(name).startsWith(TEMPORARY_PREFIX)) expect(whole).toContain(text);
      }
      writeFiles(root, NEW, FROM);
      const after = Object.keys(contents(root)).filter((name) => !name.endsWith('/'));
      expect(after.sort()).toEqual(NEW.map((file) => file.path).sort());
    }
  }, 60_000);

  test('of another machine is waited for, an hour long', () => {
    const stale = `.github/workflows/${TEMPORARY_PREFIX}00000000-1-0`;
    const root = repository({ [stale]: 'half' });
    writeFiles(root, OLD, FROM);
    expect(contents(root)).toHaveProperty([stale]);
    const past = Date.now() / 1000 - 2 * 60 * 60;
    fs.utimesSync(path.join(root, stale), past, past);
    writeFiles(root, OLD, FROM);
    expect(contents(root)).not.toHaveProperty([stale]);
  });
});

describe('two syntheses at once', () => {
  test('converge', () => {
    const root = repository();
    const script = path.join(__dirname, 'repeated.ts');
    const run = `"${process.execPath}" --import tsx "${script}" "${root}" '${JSON.stringify(OLD)}' '${JSON.stringify(NEW)}'`;
    const { status, stderr } = spawnSync('sh', ['-c', `${run} & ${run}; code=$?; wait $! && exit $code`], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const left = Object.keys(contents(root)).filter((name) => !name.endsWith('/'));
    expect(left.sort()).toEqual(NEW.map((file) => file.path).sort());
  }, 60_000);
});
