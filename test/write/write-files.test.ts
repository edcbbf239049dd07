import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { contents, generated, modeOf, repository } from './repository';
import { PipewrightError, Problem } from '../../src/problem';
import { OutputFile } from '../../src/synth/output';
import { WriteOptions } from '../../src/write/plan-write';
import { writeFiles } from '../../src/write/write-files';

const FROM = { from: 'pipeline.ts' };
const CI = '.github/workflows/ci.yml';
const ci = generated(CI, 'name: CI\n');
const script = generated('deploy/production/run.sh', '#!/bin/sh\ntrue\n', { executable: true });

/** The problems of a write that must be refused, having changed nothing. */
function refused(root: string, files: readonly OutputFile[], options: WriteOptions = FROM): readonly Problem[] {
  const before = contents(root);
  try {
    writeFiles(root, files, options);
  } catch (error) {
    expect(error).toBeInstanceOf(PipewrightError);
    expect(contents(root)).toEqual(before);
    return (error as PipewrightError).problems;
  }
  throw new Error('it was written');
}

describe('writing', () => {
  test('new files are read-only, scripts can be executed', () => {
    const root = repository();
    expect(writeFiles(root, [ci, script], FROM)).toEqual({ written: [CI, script.path], unchanged: [], removed: [] });
    expect(fs.readFileSync(path.join(root, CI), 'utf8')).toBe(ci.text);
    expect([modeOf(root, CI), modeOf(root, script.path)]).toEqual([0o444, 0o555]);
  });

  test('a second run touches nothing', () => {
    const root = repository();
    writeFiles(root, [ci, script], FROM);
    const before = fs.statSync(path.join(root, CI), { bigint: true });
    expect(writeFiles(root, [ci, script], FROM)).toEqual({ written: [], unchanged: [CI, script.path], removed: [] });
    const after = fs.statSync(path.join(root, CI), { bigint: true });
    expect([after.ino, after.mtimeNs, after.ctimeNs]).toEqual([before.ino, before.mtimeNs, before.ctimeNs]);
  });

  test('a read-only file of an earlier run is replaced', () => {
    const root = repository();
    writeFiles(root, [ci], FROM);
    const next = generated(CI, 'name: Next\n');
    expect(writeFiles(root, [next], FROM).written).toEqual([CI]);
    expect(contents(root)[CI]).toBe(next.text);
  });

  test('a checkout by git, writable and on Windows with CRLF, counts as unchanged', () => {
    const root = repository({ [CI]: ci.text.replaceAll('\n', '\r\n') });
    expect(writeFiles(root, [ci], FROM)).toEqual({ written: [], unchanged: [CI], removed: [] });
    expect(contents(root)[CI]).toContain('\r\n');
  });

  test('a lost executable bit is given back', () => {
    const root = repository();
    writeFiles(root, [script], FROM);
    fs.chmodSync(path.join(root, script.path), 0o644);
    expect(writeFiles(root, [script], FROM).written).toEqual([script.path]);
    expect(modeOf(root, script.path)).toBe(0o555);
  });

  test('all obstacles are named at once', () => {
    const root = repository({ [CI]: 'name: mine\n', deploy: 'a file' });
    expect(refused(root, [ci, script]).map((p) => p.ruleId)).toEqual(['foreign-file', 'not-a-folder']);
  });

  test('a root that does not exist is said', () => {
    expect(() => writeFiles('/nonexistent/repository', [ci], FROM)).toThrow(/there is no such folder/);
  });
});

describe('files that are no longer generated', () => {
  test('are removed, with the folders that they leave empty', () => {
    const root = repository();
    writeFiles(root, [ci, script, generated('.github/PIPELINES.md', '# Pipelines\n')], FROM);
    expect(writeFiles(root, [ci], FROM).removed).toEqual(['.github/PIPELINES.md', script.path]);
    expect(Object.keys(contents(root))).toEqual(['.github/', '.github/workflows/', CI]);
  });

  test('stay where another file generates them, or a person wrote them', () => {
    const others = { 'deploy/other/a.yaml': generated('a.yaml', 'a: 1\n', { from: 'other.ts' }).text, 'deploy/notes.md': '# mine\n' };
    const root = repository(others);
    expect(writeFiles(root, [ci], FROM).removed).toEqual([]);
    expect(contents(root)).toMatchObject(others);
  });

  test('are found in the folders of a monorepo', () => {
    const root = repository();
    const options = { ...FROM, directories: ['services/shop'] };
    const manifest = generated('services/shop/deploy/production/a.yaml', 'a: 1\n');
    writeFiles(root, [ci, manifest], options);
    expect(writeFiles(root, [ci], options).removed).toEqual([manifest.path]);
  });

  test('are not removed when a person edited them', () => {
    const root = repository();
    writeFiles(root, [ci, script], FROM);
    const file = path.join(root, script.path);
    fs.chmodSync(file, 0o755);
    fs.appendFileSync(file, 'echo mine\n');
    expect(refused(root, [ci])).toMatchObject([{ ruleId: 'edited-file', where: script.path }]);
    expect(writeFiles(root, [ci], { ...FROM, force: true }).removed).toEqual([script.path]);
  });
});

describe('what people wrote', () => {
  test('a file without our header is not overwritten, and is with force', () => {
    const root = repository({ [CI]: 'name: mine\n' });
    const [problem] = refused(root, [ci]);
    expect(problem).toMatchObject({ ruleId: 'foreign-file', where: CI });
    expect(problem.fix).toContain('--force');
    expect(writeFiles(root, [ci], { ...FROM, force: true }).written).toEqual([CI]);
  });

  test('an edited generated file is not overwritten, and is with force', () => {
    const root = repository({ [CI]: `${ci.text}# a note\n` });
    const next = generated(CI, 'name: Next\n');
    expect(refused(root, [next])).toMatchObject([{ ruleId: 'edited-file', where: CI }]);
    expect(writeFiles(root, [next], { ...FROM, force: true }).written).toEqual([CI]);
  });

  test('a bumped pin is no edit', () => {
    const pinned = (sha: string, version: string) => `jobs:\n  a:\n    steps:\n      - uses: actions/checkout@${sha} # ${version}\n`;
    const before = generated(CI, pinned('a'.repeat(40), 'v4.0.0'));
    const root = repository({ [CI]: before.text.replace('a'.repeat(40), 'b'.repeat(40)).replace('v4.0.0', 'v5.0.0') });
    expect(writeFiles(root, [before], FROM).written).toEqual([CI]);
  });

  test('a file that another program generates is not taken over', () => {
    const theirs = generated(CI, 'name: theirs\n', { from: 'other.ts' });
    const root = repository({ [CI]: theirs.text, 'other.ts': '' });
    expect(refused(root, [ci])).toMatchObject([{ ruleId: 'generated-by-another', where: CI }]);
    fs.rmSync(path.join(root, 'other.ts')); // renamed to pipeline.ts
    expect(writeFiles(root, [ci], FROM).written).toEqual([CI]);
  });
});

describe('things in the way', () => {
  test('a folder at the place of a file', () => {
    const root = repository({ [`${CI}/note`]: '' });
    expect(refused(root, [ci])).toMatchObject([{ ruleId: 'not-a-file', where: CI }]);
  });

  test('a symbolic link at the place of a file, wherever it leads', () => {
    const root = repository({ 'target.yml': 'mine\n', '.github/workflows/x': '' });
    fs.symlinkSync('../../target.yml', path.join(root, CI));
    expect(refused(root, [ci], { ...FROM, force: true })).toMatchObject([{ ruleId: 'symlink', where: CI }]);
  });

  test.skipIf(process.platform === 'win32').each(['.github/workflows/ci.yml', '.github/PIPELINES.md'])('a pipe at the place of %s, which would be read for ever', (file) => {
    const root = repository({ '.github/workflows/x': '' });
    execFileSync('mkfifo', [path.join(root, file)]);
    expect(refused(root, [generated(file, '# x\n')], { ...FROM, force: true })).toMatchObject([{ ruleId: 'not-a-file', where: file }]);
  });

  test('a folder that is a link out of the repository; one within it is fine', () => {
    const outside = repository();
    const root = repository({ 'real/x': '' });
    fs.symlinkSync(outside, path.join(root, 'deploy'));
    expect(refused(root, [script], { ...FROM, force: true })).toMatchObject([{ ruleId: 'symlink', where: script.path }]);
    expect(contents(outside)).toEqual({});
    fs.rmSync(path.join(root, 'deploy'));
    fs.symlinkSync('real', path.join(root, 'deploy'));
    expect(writeFiles(root, [script], FROM).written).toEqual([script.path]);
    expect(contents(root)['real/production/run.sh']).toBe(script.text);
  });

  test.each(['../outside.yml', '/etc/outside.yml', 'deploy/../../outside.yml', 'deploy\\x.yml', 'deploy//x.yml', 'deploy/\0.yml', ''])('the path %j', (file) => {
    expect(refused(repository(), [{ path: file, text: 'x' }])).toMatchObject([{ ruleId: 'outside-root' }]);
  });

  test('two files that some file systems cannot tell apart', () => {
    const files = [generated('deploy/Prod/a.yaml', 'a: 1\n'), generated('deploy/prod/a.yaml', 'a: 2\n')];
    expect(refused(repository(), files)).toMatchObject([{ ruleId: 'path-collision', where: 'deploy/prod/a.yaml' }]);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written to', () => {
    const root = repository({ '.github/workflows/other.yml': 'x' });
    fs.chmodSync(path.join(root, '.github/workflows'), 0o555);
    try {
      expect(refused(root, [ci, script])).toMatchObject([{ ruleId: 'write-failed', value: 'EACCES', where: '.github/workflows' }]);
    } finally {
      fs.chmodSync(path.join(root, '.github/workflows'), 0o755);
    }
  });

  test('a name that is too long', () => {
    const long = generated(`deploy/${'x'.repeat(300)}/a.yaml`, 'a: 1\n');
    expect(refused(repository(), [ci, long])).toMatchObject([{ ruleId: 'write-failed', value: 'ENAMETOOLONG' }]);
  });
});

describe('several programs of one repository', () => {
  const overview = (from: string) => generated('.github/PIPELINES.md', `# Pipelines\n\n## ${from}\n`, { from });
  const labels = (from: string, label: string) => generated('.github/actionlint.yaml', `self-hosted-runner:\n  labels:\n    - ${label}\n`, { from });
  const write = (root: string, from: string, label: string) => writeFiles(root, [overview(from), labels(from, label)], { from });

  test('share the overview and the runner labels, in whatever order they are synthesized', () => {
    const roots = [['a.ts', 'b.ts'], ['b.ts', 'a.ts']].map((order) => {
      const root = repository({ 'a.ts': '', 'b.ts': '' });
      for (const from of [...order, ...order]) write(root, from, from.slice(0, 1));
      for (const from of order) expect(write(root, from, from.slice(0, 1)).written).toEqual([]);
      return contents(root);
    });
    expect(roots[0]).toEqual(roots[1]);
    expect(roots[0]['.github/PIPELINES.md']).toContain('## a.ts');
    expect(roots[0]['.github/PIPELINES.md']).toContain('## b.ts');
    expect(roots[0]['.github/actionlint.yaml']).toContain('- a\n    - b\n');
  });

  test('that was removed leaves nothing in the overview', () => {
    const root = repository({ 'a.ts': '', 'b.ts': '' });
    write(root, 'a.ts', 'a');
    write(root, 'b.ts', 'b');
    fs.rmSync(path.join(root, 'a.ts'));
    write(root, 'b.ts', 'b');
    expect(contents(root)['.github/PIPELINES.md']).toBe(overview('b.ts').text);
  });

  test('may generate the same file, and not another one at the same place', () => {
    const root = repository({ 'a.ts': '', 'b.ts': '' });
    const provider = (from: string, body = 'a: 1\n') => generated('deploy/bootstrap/provider.yaml', body, { from });
    writeFiles(root, [provider('a.ts')], { from: 'a.ts' });
    writeFiles(root, [provider('b.ts')], { from: 'b.ts' });
    expect(contents(root)['deploy/bootstrap/provider.yaml']).toContain('from a.ts, b.ts;');
    expect(writeFiles(root, [provider('a.ts')], { from: 'a.ts' }).written).toEqual([]);
    expect(refused(root, [provider('b.ts', 'b: 2\n')], { from: 'b.ts' })).toMatchObject([{ ruleId: 'generated-by-another' }]);
    expect(writeFiles(root, [], { from: 'a.ts' }).removed).toEqual([]);
    fs.rmSync(path.join(root, 'b.ts'));
    expect(writeFiles(root, [], { from: 'a.ts' }).removed).toEqual(['deploy/bootstrap/provider.yaml']);
  });

  test('an edit of a shared file is noticed', () => {
    const root = repository({ 'a.ts': '', 'b.ts': '' });
    write(root, 'a.ts', 'a');
    fs.chmodSync(path.join(root, '.github/PIPELINES.md'), 0o644);
    fs.appendFileSync(path.join(root, '.github/PIPELINES.md'), 'mine\n');
    expect(refused(root, [overview('b.ts')], { from: 'b.ts' })).toMatchObject([{ ruleId: 'edited-file' }]);
  });
});
