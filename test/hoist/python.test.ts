import { describe, expect, test } from 'vitest';
import { execute } from './execute';
import { HOSTILE } from './hostile';
import { hoist } from '../../src/hoist/hoist';

const X = '${{ github.event.x }}';
const START = 'import sys\nw = sys.stdout.write\n';

const SCRIPTS: readonly (readonly [string, (value: string) => string])[] = [
  [`w(${X})`, (v) => v],
  [`w('a ${X} b')`, (v) => `a ${v} b`],
  [`w("it's ${X}")`, (v) => `it's ${v}`],
  [`w("""a "${X}" b""")`, (v) => `a "${v}" b`],
  [`w('''\n${X}\n''')`, (v) => `\n${v}\n`],
  [`w('%s-${X}'.replace('%s', 'x'))`, (v) => `${'%s'.replace('%s', 'x')}-${v.replace('%s', 'x')}`],
  [`w('${X}' * 2)`, (v) => v + v],
  [`n = 1\nw(f'{n} ${X} {n}')`, (v) => `1 ${v} 1`],
  [`w(r'\\d${X}\\w')`, (v) => `\\d${v}\\w`],
  [`w("ok") # ${X}`, () => 'ok'],
  [`d = {'a': '${X}'}\nw(d['a'])`, (v) => v],
  [`w('\\n${X}\\t')`, (v) => `\n${v}\t`],
  [`w('${X}${X}')`, (v) => v + v],
];

describe.each(SCRIPTS)('%s', (script, expected) => {
  test('prints the value itself and runs nothing of it', () => {
    const result = hoist(START + script, 'python');
    if ('problem' in result) throw new Error(result.problem.message);
    const expectedOutcomes = HOSTILE.map((value) => ({ value, stdout: expected(value), pwned: false }));
    expect(execute('python', result, HOSTILE), result.script).toEqual(expectedOutcomes);
  });
});

describe('python', () => {
  test.each([
    `f'{${X}}'`, `f"{'${X}'}"`, `b'${X}'`, `'a' 'b ${X}'`, `'${X}' "c"`, `eval('${X}')`, `exec("${X}")`, `os.system('echo ${X}')`, `subprocess.run('echo ${X}', shell=True)`,
    `x${X} = 1`, `a.${X}`, `'\\${X}'`, `'a ${X}`, `r'"${X}' if 0 else r"a"${X}"`,
  ])('refuses %s', (script) => {
    expect(hoist(script, 'python')).toHaveProperty('problem');
  });
});
