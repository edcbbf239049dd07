import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shellcheck, hasTool, temporary } from './tools';
import { COMPARE } from '../../../src/targets/support/drift';
import { derivedName } from '../../../src/targets/support/names';
import { patched } from '../../../src/targets/support/patch';
import { word } from '../../../src/targets/support/shell';
import { toYaml } from '../../../src/targets/support/yaml';

describe('derived names', () => {
  test('plain names stay as they are', () => expect(derivedName(['api', 'on-swarm'], 30)).toBe('api-on-swarm'));
  test('a name that must be cut or changed is told apart by a hash', () => {
    const long = derivedName(['a'.repeat(40), 'production'], 30);
    expect(long).toHaveLength(30);
    expect(long).not.toBe(derivedName(['a'.repeat(40), 'staging'], 30));
    expect(derivedName(['my.app'], 30)).not.toBe(derivedName(['my_app'], 30));
    expect(derivedName(['My.App', '☃'], 30)).toMatch(/^[a-z][a-z0-9-]*[a-z0-9]$/);
  });
});

describe('overrides', () => {
  const document = { spec: { list: [{ a: 1 }, { a: 2 }], annotations: { 'run.googleapis.com/ingress': 'all' } } };
  const patch = (patches: Record<string, unknown>) => {
    const problems: unknown[] = [];
    return { result: patched(document, patches, 'platform.overrides', (problem) => problems.push(problem)), problems };
  };

  test('set, add, remove; the original stays as it was', () => {
    const { result, problems } = patch({ 'spec.list.0.a': 5, 'spec.list.2': { a: 3 }, 'spec.annotations.run\\.googleapis\\.com/ingress': null, 'spec.new.key': true });
    expect(problems).toEqual([]);
    expect(result).toEqual({ spec: { list: [{ a: 5 }, { a: 2 }, { a: 3 }], annotations: {}, new: { key: true } } });
    expect(document.spec.list[0].a).toBe(1);
  });
  test.each(['spec.list.9.a', 'spec.list.x', '', 'spec..a', '__proto__.x', 'spec.list.0.a.b'])('%j leads nowhere', (path) => {
    expect(patch({ [path]: 1 }).problems).toHaveLength(1);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

const TEXTS = ['yes', 'on', '0x10', '1e3', '12:30:00', '~', 'null', '- a', 'a: b', '#x', ' x', 'a\nb', '2001-01-01', '', '${IMAGE}', '=', '1_000', '<<', '.5', '010'];

// gcloud reads YAML 1.1, as PyYAML does
test.skipIf(spawnSync('python3', ['-c', 'import yaml']).status !== 0)('texts stay texts in YAML 1.1', () => {
  const python = spawnSync('python3', ['-c', 'import sys, json, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))'], { input: toYaml(TEXTS), encoding: 'utf8' });
  expect(python.status, python.stderr).toBe(0);
  expect(JSON.parse(python.stdout)).toEqual(TEXTS);
});

describe('shell words', () => {
  test.each(['plain', 'with space', 'it\'s', '$HOME', '', '"', '`x`', 'a\nb'])('%j', (text) => {
    expect(spawnSync('bash', ['-c', `printf %s ${word(text)}`], { encoding: 'utf8' }).stdout).toBe(text);
  });
});

describe.skipIf(!hasTool('jq'))('comparing', () => {
  function compare(defined: unknown, running: unknown) {
    const folder = temporary();
    writeFileSync(join(folder, 'a'), JSON.stringify(defined));
    writeFileSync(join(folder, 'b'), JSON.stringify(running));
    return spawnSync('bash', ['-euo', 'pipefail', '-c', `${COMPARE}\ncompare ${folder}/a ${folder}/b`], { encoding: 'utf8' });
  }
  test('what only runs is no difference, in an object', () => {
    expect(compare({ '//': 'header', 'a': { b: [{ c: 1 }] }, 'e': [] }, { a: { b: [{ c: 1, d: 2 }], x: 1 } }).status).toBe(0);
  });
  test.each<[unknown, unknown, string]>([
    [{ a: 1 }, { a: 2 }, 'a: 1 is defined, 2 runs'],
    [{ a: { b: 'x' } }, {}, 'a.b: "x" is defined, null runs'],
    [{ a: ['x'] }, { a: ['x', 'y'] }, 'a: 1 entries are defined, 2 run'],
    [{ a: [] }, { a: ['y'] }, 'a: 0 entries are defined, 1 run'],
    [{ a: { b: 1 } }, { a: 'text' }, 'a.b: 1 is defined, null runs'],
    [{ a: false }, {}, 'a: false is defined, null runs'],
  ])('%j against %j', (defined, running, message) => {
    const { status, stdout } = compare(defined, running);
    expect(status).toBe(1);
    expect(stdout).toContain(message);
  });
  test.skipIf(!hasTool('shellcheck'))('clean', () => shellcheck(`set -euo pipefail\n${COMPARE}\ncompare a b`, 'compare'));
});
