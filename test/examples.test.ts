// Every example synthesizes to exactly the files that are committed beside it; a new example is found by its folder.
import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { synthesizeProgram } from '../src/load/program';
import { OutputFile } from '../src/synth/output';
import { scan } from '../src/write/scan';

const EXAMPLES = path.resolve(__dirname, '../examples');
const names = fs.readdirSync(EXAMPLES).filter((name) => fs.existsSync(path.join(EXAMPLES, name, 'pipeline.ts')));

function update(root: string, files: readonly OutputFile[]): void {
  for (const file of scan(root, ['']).generated.keys()) fs.rmSync(path.join(root, file));
  for (const { path: file, text, executable } of files) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text, { mode: executable ? 0o755 : 0o644 });
  }
}

describe.each(names)('examples/%s', (name) => {
  const root = path.join(EXAMPLES, name);

  test('is what its files say (UPDATE_EXAMPLES=1 writes them)', async () => {
    const { files, problems } = await synthesizeProgram('pipeline.ts', { cwd: root, root, typeCheck: false, ignoreMovedPins: true });
    expect(problems.filter((p) => p.severity === 'error')).toEqual([]);
    if (process.env.UPDATE_EXAMPLES) update(root, files);
    expect([...scan(root, ['']).generated.keys()].sort()).toEqual(files.map((file) => file.path).sort());
    for (const { path: file, text, executable } of files) {
      const at = path.join(root, file);
      expect(fs.readFileSync(at, 'utf8'), file).toBe(text);
      expect(Boolean(fs.statSync(at).mode & 0o100), `${file} is executable`).toBe(executable ?? false);
    }
  });

  test('says what it shows', () => {
    expect(fs.readFileSync(path.join(root, 'README.md'), 'utf8')).toMatch(new RegExp(`^# ${name}\n`));
  });
});
