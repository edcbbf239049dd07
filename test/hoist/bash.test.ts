import { describe, expect, test } from 'vitest';
import { execute } from './execute';
import { HOSTILE } from './hostile';
import { hoist, Hoisted } from '../../src/hoist/hoist';

const X = '${{ github.event.x }}';

function hoisted(script: string): Hoisted {
  const result = hoist(script, 'bash');
  if ('problem' in result) throw new Error(`${result.problem.message}: ${script}`);
  return result;
}

// the script, and what it prints for a value
const SCRIPTS: readonly (readonly [string, (value: string) => string])[] = [
  [`printf %s ${X}`, (v) => v],
  [`printf %s "${X}"`, (v) => v],
  [`printf %s 'a ${X} b'`, (v) => `a ${v} b`],
  [`printf %s "it's ${X}"`, (v) => `it's ${v}`],
  [`printf %s $'a\\tb ${X} it\\'s'`, (v) => `a\tb ${v} it's`],
  [`printf %s a${X}b`, (v) => `a${v}b`],
  [`printf %s "a""${X}"'b'`, (v) => `a${v}b`],
  [`A=${X}; printf %s "$A"`, (v) => v],
  [`export A=x${X}y && printf %s "$A"`, (v) => `x${v}y`],
  [`printf %s "$(printf '<%s>' ${X})"`, (v) => `<${v}>`],
  [`printf %s "$(printf '<%s>' "${X}")"`, (v) => `<${v}>`],
  [`A=$(printf '%s.' '${X}'); printf %s "$A"`, (v) => `${v}.`],
  [`A=\`printf '<%s>' ${X}\`; printf %s "$A"`, (v) => `<${v}>`],
  [`cat <<EOF\n<${X}>\nEOF`, (v) => `<${v}>\n`],
  [`cat <<-EOF\n\t<${X}> $((1+1))\n\tEOF\nprintf end`, (v) => `<${v}> 2\nend`],
  [`cat <<A <<'B'\n1 ${X}\nA\n2\nB`, () => '2\n'],
  [`if [ ${X} = x ]; then :; fi; printf ok`, () => 'ok'],
  [`if [[ ${X} == a* ]]; then :; fi; printf ok`, () => 'ok'],
  [`case ${X} in a) printf a;; *) printf "other";; esac`, () => 'other'],
  [`# ${X}\nprintf ok`, () => 'ok'],
  [`printf ok # and ${X}`, () => 'ok'],
  [`(printf %s ${X})`, (v) => v],
  [`f() { printf %s "$1"; }; f ${X}`, (v) => v],
  [`cat <<< ${X}`, (v) => `${v}\n`],
  [`printf %s \\\n  ${X}`, (v) => v],
  [`printf '%s|%s' ${X} "${X}"`, (v) => `${v}|${v}`],
  [`bash -c 'printf %s "$1"' _ ${X}`, (v) => v],
  [`printf %s ${X} | cat`, (v) => v],
  [`echo "v=${X}" >> out; tail -c +3 out`, (v) => `${v}\n`],
  [`arr=(a ${X} "b"); printf '%s,' "\${arr[@]}"`, (v) => `a,${v},b,`],
  [`arr=(${X}); printf '%s,' "\${arr[@]}"`, (v) => `${v},`],
  [`printf %s "\${HOME:-"x"}" >/dev/null; printf %s ${X}`, (v) => v],
  [`x="#"; printf %s "$x${X}"`, (v) => `#${v}`],
  [`printf %s a#${X}`, (v) => `a#${v}`],
];

describe.each(SCRIPTS)('%s', (script, expected) => {
  test('prints the value itself and runs nothing of it', () => {
    const result = hoisted(script);
    expect(result.script).not.toContain('${{');
    const expectedOutcomes = HOSTILE.map((value) => ({ value, stdout: expected(value), pwned: false }));
    expect(execute('bash', result, HOSTILE), result.script).toEqual(expectedOutcomes);
  });
});

// where a quoted value is still run, split or lost
const REFUSED: readonly string[] = [
  X, `${X} --flag`, `sudo ${X}`, `"${X}" a`, `a && ${X}`, `for i in ${X}; do echo "$i"; done`, `echo $((${X} + 1))`, `((i = ${X}))`, `echo \${A:-${X}}`,
  `arr[${X}]=1`, `eval "echo ${X}"`, `bash -c "echo ${X}"`, `sh -ec 'echo ${X}'`, `ssh host "echo ${X}"`, `docker run x sh -c "echo ${X}"`, `python3 -c "print('${X}')"`,
  `node -e "console.log('${X}')"`, `awk "{ print ${X} }" a`, `sed "s/a/${X}/" f`, `cat <<'EOF'\n${X}\nEOF`, `bash <<EOF\necho ${X}\nEOF`, `python - <<EOF\n'${X}'\nEOF`,
  `echo "echo ${X}" | bash`, `echo ${X} | tee a | sh -e`, `[[ ${X} -gt 5 ]]`, `if [[ "$a" -eq "${X}" ]]; then :; fi`, `declare ${X}=1`, `export "${X}"`, `unset ${X}`,
  `printf -v ${X} a`, `[ -v ${X} ]`, `echo \\${X}`, `echo "\\${X}"`, `echo $${X}`, `echo "$${X}"`, `echo "\`echo ${X}\`"`, `cat <<EOF\n$(echo ${X})\nEOF`, `cat <<${X}\na\n${X}`,
  `echo "${X}`, `echo 'a ${X}`, `bash -c "echo $(echo ${X})"`, `trap "echo ${X}" EXIT`, `bash <<< "${X}"`, `declare -i A=${X}`, `let "a = ${X}"`,
];

describe('bash', () => {
  test.each(REFUSED)('refuses %s', (script) => {
    expect(hoist(script, 'bash')).toHaveProperty('problem');
  });

  test('what it would refuse is fine without an expression', () => {
    const script = 'eval "$A"; sed s/a/b/ f; for i in a b; do echo $((i + 1)); done; cat <<\'EOF\'\n$(x)\nEOF\n';
    expect(hoist(script, 'bash')).toEqual({ script, env: {} });
  });

  test('what stands before and after is kept', () => {
    const before = 'set -eu\nfor f in *.txt; do\n  echo "$f: $((1 << 2)) ${f%%.*} $(basename "$f" \'.txt\')"\ndone\ncase "$1" in\n  a|b) x=1 ;;\n  *) y=\'it\'\\\'\'s\' ;;\nesac\n';
    expect(hoisted(`${before}echo ${X}\n${before}`).script).toBe(`${before}echo "\${EVENT_X}"\n${before}`);
  });

  test('says what and where', () => {
    expect(hoist(`echo a\neval ${X}`, 'bash')).toMatchObject({ problem: { expression: 'github.event.x', offset: 12, message: 'eval would run it as code' } });
  });
});
