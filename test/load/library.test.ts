import * as fs from 'fs';
import * as path from 'path';
import { expect, test } from 'vitest';
import * as index from '../../src/index';
import { library } from '../../src/load/library';

const SRC = path.join(__dirname, '..', '..', 'src');

/** The files that are loaded with one, and the packages that they name; a type alone loads nothing. */
function loadedWith(entry: string): { files: Set<string>; packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    const text = fs.readFileSync(file, 'utf8');
    for (const [, type, name] of text.matchAll(/^(?:import|export) (type )?(?:[^'";]*? from )?'([^']+)'/gm)) {
      if (type) continue;
      if (!name.startsWith('.')) packages.add(name);
      else if (!name.endsWith('.json')) visit(resolve(path.join(path.dirname(file), name)));
    }
  };
  visit(path.join(SRC, entry));
  return { files, packages };
}

function resolve(module: string): string {
  return fs.existsSync(`${module}.ts`) ? `${module}.ts` : path.join(module, 'index.ts');
}

test('programs are given all that the package exports', () => {
  expect(Object.keys(library()).sort()).toEqual(Object.keys(index).sort());
});

test('classes are the package\'s own', () => {
  const given = library();
  expect(given.App).toBe(index.App);
  expect(given.testing.Template).toBe(index.testing.Template);
});

test('a synthesis does not load projen', () => {
  const { files, packages } = loadedWith('cli/commands/synth.ts');
  expect(files.size).toBeGreaterThan(200);
  expect(packages).toContain('constructs');
  expect(packages).not.toContain('projen');
  expect(loadedWith('index.ts').packages).toContain('projen');
});
