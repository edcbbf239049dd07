import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoist } from '../../src/hoist/hoist';
import { Shell, shellOfInput, toShell } from '../../src/hoist/shells';

const names = (script: string, existing: Record<string, unknown> = {}) => {
  const result = hoist(script, 'bash', existing);
  return 'env' in result ? result.env : result;
};
const of = (expression: string) => Object.keys(names(`echo \${{ ${expression} }}`))[0];

describe('names', () => {
  test.each([
    ['github.event.head_commit.message', 'EVENT_HEAD_COMMIT_MESSAGE'],
    ['steps.version.outputs.value', 'VERSION_VALUE'],
    ['needs.build.outputs.image-tag', 'BUILD_IMAGE_TAG'],
    ['matrix.python', 'MATRIX_PYTHON'],
    ['inputs.level', 'INPUTS_LEVEL'],
    ['github.ref_name', 'REF_NAME'],
    ['secrets.DEPLOY_KEY', 'DEPLOY_KEY'],
    ['toJSON(github.event.issue)', 'EVENT_ISSUE'],
    ["github.event_name == 'push' && matrix.a || matrix.b", 'EXPRESSION'],
    ["'text'", 'EXPRESSION'],
  ])('%s is %s', (expression, name) => {
    expect(of(expression)).toBe(name);
  });

  test.each([
    ['secrets.GITHUB_TOKEN', 'VALUE_GITHUB_TOKEN'], ['github.path', 'VALUE_PATH'], ['github.env', 'VALUE_ENV'], ['steps.ld.outputs.preload', 'VALUE_LD_PRELOAD'],
    ['steps.node.outputs.options', 'VALUE_NODE_OPTIONS'], ['runner.os', 'VALUE_RUNNER_OS'], ['steps.aws.outputs.profile', 'VALUE_AWS_PROFILE'], ['steps.1.outputs.a', undefined],
  ])('%s is no variable that programs read', (expression, name) => {
    expect(of(expression)).toBe(name ?? of(expression));
    expect(of(expression)).not.toMatch(/^(GITHUB_|RUNNER_|LD_|NODE_|AWS_)|^(PATH|ENV)$/);
  });

  test('the same expression has one variable, whatever its spaces', () => {
    expect(names("echo ${{ matrix.a }} ${{matrix.a}} ${{ matrix . a }} ${{ contains('a b', matrix.a) }}")).toEqual({
      MATRIX_A: '${{ matrix.a }}', MATRIX_A_2: "${{ contains('a b', matrix.a) }}",
    });
  });

  test('a key that exists is never changed', () => {
    expect(names('echo ${{ matrix.a }}', { MATRIX_A: 'mine', matrix_a_2: 'too' })).toEqual({ MATRIX_A_3: '${{ matrix.a }}' });
  });

  test('one that already holds the expression is used', () => {
    expect(hoist('echo ${{ matrix.a }}', 'bash', { A: '${{matrix.a}}' })).toEqual({ script: 'echo "${A}"', env: {} });
  });

  test('the step\'s own variable is used as it is', () => {
    expect(hoist('echo ${{ env.MINE }}', 'bash', { MINE: 'x' })).toEqual({ script: 'echo "${MINE}"', env: {} });
    expect(hoist('echo ${{ env.OTHER }}', 'bash', {})).toEqual({ script: 'echo "${ENV_OTHER}"', env: { ENV_OTHER: '${{ env.OTHER }}' } });
  });

  test('are no longer than programs take', () => {
    expect(of(`steps.${'long-'.repeat(40)}.outputs.x`).length).toBeLessThanOrEqual(60);
  });
});

describe('hoist', () => {
  test('a script without expressions stays as it is', () => {
    expect(hoist('echo "$A"', 'cmd')).toEqual({ script: 'echo "$A"', env: {} });
  });

  test('what is no expression is a problem', () => {
    expect(hoist('echo ${{ a b }}', 'bash')).toHaveProperty('problem');
    expect(hoist('echo ${{ a', 'bash')).toHaveProperty('problem');
    expect(hoist('echo ${{ }}', 'bash')).toHaveProperty('problem');
  });

  test.each<Shell>(['bash', 'sh', 'pwsh', 'powershell', 'cmd', 'python', 'javascript'])('%s: never throws, and leaves no expression behind', (shell) => {
    const parts = ['a', '"', "'", '`', '$', '\\', '\n', '#', '(', ')', '{', '}', '<<EOF\n', 'EOF\n', '${{ github.ref }}', '${{ github.sha }}', '$(', '${', '@"\n', '\n"@', ' ', ';', '"""', '/*', '/', '|'];
    const scripts = fc.sample(fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 9, size: 'max' }), { numRuns: 4000, seed: 7 }).map((some) => some.join(''));
    const hoisted = scripts.map((script) => hoist(script, shell)).flatMap((result) => ('script' in result && Object.keys(result.env).length > 0 ? [result.script] : []));
    expect(hoisted.length).toBeGreaterThan(50);
    expect(hoisted.filter((script) => script.includes('${{'))).toEqual([]);
  });

  test('a megabyte is no trouble', () => {
    const start = Date.now();
    hoist(`${'echo "a b" \'c\' $(d)\n'.repeat(50_000)}echo \${{ github.ref }}`, 'bash');
    expect(Date.now() - start).toBeLessThan(5_000);
  });
});

describe('shells', () => {
  test.each([['bash', 'bash'], ['bash -eo pipefail {0}', 'bash'], ['/usr/bin/bash', 'bash'], ['pwsh', 'pwsh'], ['powershell.exe -c {0}', 'powershell'], ['python {0}', 'python'], ['perl {0}', undefined]])('%s is %s', (shell, expected) => {
    expect(toShell(shell)).toBe(expected);
  });

  test('script inputs have a language', () => {
    expect(shellOfInput('actions/github-script', 'script')).toBe('javascript');
    expect(shellOfInput('Azure/CLI', 'inlinescript')).toBe('bash');
    expect(shellOfInput('actions/checkout', 'ref')).toBeUndefined();
  });
});
