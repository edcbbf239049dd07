import { describe, expect, test } from 'vitest';
import { execute } from './execute';
import { HOSTILE } from './hostile';
import { hoist } from '../../src/hoist/hoist';

const X = '${{ github.event.x }}';
const START = 'const w = (x) => process.stdout.write(x);\n';

const SCRIPTS: readonly (readonly [string, (value: string) => string])[] = [
  [`w(${X})`, (v) => v],
  [`w('a ${X} b')`, (v) => `a ${v} b`],
  [`w("it's ${X}")`, (v) => `it's ${v}`],
  [`w(\`a \${1 + 1} ${X} \${'}'} b\`)`, (v) => `a 2 ${v} } b`],
  [`w(\`\${'${X}'}\`)`, (v) => v],
  [`w('${X}'.length > 0 ? 'x' : 'y')`, (v) => v.length > 0 ? 'x' : 'y'],
  [`w(\`\${(() => { return ${X}; })()}\`)`, (v) => v],
  [`// ${X}\n/* ${X} */ w('ok')`, () => 'ok'],
  [`const r = /['"\`]/g; w('${X}'.replace(r, ''))`, (v) => v.replace(/['"`]/g, '')],
  [`const n = 4 / 2; w('${X}' + n / 1)`, (v) => `${v}2`],
];

describe.each(SCRIPTS)('%s', (script, expected) => {
  test('prints the value itself and runs nothing of it', () => {
    const result = hoist(START + script, 'javascript');
    if ('problem' in result) throw new Error(result.problem.message);
    const expectedOutcomes = HOSTILE.map((value) => ({ value, stdout: expected(value), pwned: false }));
    expect(execute('javascript', result, HOSTILE), result.script).toEqual(expectedOutcomes);
  });
});

describe('javascript', () => {
  test.each([`/${X}/.test('a')`, `eval('${X}')`, `exec.${X}`, `'\\${X}'`, `const ${X}a = 1`, `'a ${X}`, `require('child_process').execSync('echo ${X}')`])('refuses %s', (script) => {
    expect(hoist(script, 'javascript')).toHaveProperty('problem');
  });
});
