/** Steps of one job: what the runner does with them. */
import * as fs from 'fs';
import * as path from 'path';
import { describe, expect, test } from 'vitest';
import { folder, run, steps } from './local';

describe('side by side', () => {
  test('a background step goes on while others run, until somebody waits', async () => {
    const { told, steps: outcomes, result } = await run(steps(`
- id: slow
  run: while [ ! -e go ]; do sleep 0.02; done; echo slow; echo "x=1" >> "$GITHUB_OUTPUT"
  background: true
- run: echo quick; touch go
- wait: slow
- run: echo "then \${{ steps.slow.outputs.x }}"
`));
    expect(told.lines).toEqual(['quick', 'slow', 'then 1']);
    expect(outcomes).toEqual(['success', 'success', 'success', 'success']);
    expect(result.jobs[0].result).toBe('success');
  });

  test('cancel ends one, a group runs all its steps, and the job waits for what is left', async () => {
    const { told, result } = await run(steps(`
- { id: server, run: sleep 600, background: true }
- parallel:
    - run: while [ ! -e go ]; do sleep 0.02; done; echo one
    - run: touch go; echo two
- cancel: server
- { run: sleep 0.1; echo last, background: true }
- run: echo before
`));
    expect(told.lines).toEqual(['two', 'one', 'before', 'last']);
    expect(result.jobs[0].result).toBe('success');
    expect(result.jobs[0].legs[0].steps.find((step) => step.id === 'server')).toMatchObject({ outcome: 'cancelled' });
  });

  test('a background step that fails fails the job', async () => {
    const { result } = await run(steps(`
- { run: exit 1, background: true }
- wait-all:
- run: echo never
`));
    expect(result.jobs[0].result).toBe('failure');
    expect(result.jobs[0].legs[0].steps.map((step) => step.outcome)).toEqual(['failure', 'success', 'skipped']);
  });
});

describe('results', () => {
  test('a step that fails skips what follows, but not what asks for it', async () => {
    const { steps: outcomes, result } = await run(steps(`
- run: exit 3
- run: echo never
- run: echo clean up
  if: failure()
- run: echo always
  if: always()
- run: echo never
  if: success()
`));
    expect(outcomes).toEqual(['failure', 'skipped', 'success', 'success', 'skipped']);
    expect(result.jobs[0].result).toBe('failure');
    expect(result.jobs[0].legs[0].steps.map(({ reason }) => reason)).toEqual(['exit code 3', 'a step before it failed', undefined, undefined, '`success()` is false']);
  });

  test('continue-on-error: it failed, and counts as a success', async () => {
    const { steps: outcomes, result, told } = await run(steps(`
- id: flaky
  run: exit 1
  continue-on-error: true
- run: echo "\${{ steps.flaky.outcome }} \${{ steps.flaky.conclusion }} \${{ job.status }}"
- run: echo never
  if: failure()
- run: exit 1
  continue-on-error: \${{ github.ref == 'refs/heads/main' }}
`));
    expect(outcomes).toEqual(['failure→success', 'success', 'skipped', 'failure→success']);
    expect(told.lines).toContain('failure success success');
    expect(result.jobs[0].result).toBe('success');
  });

  test('a condition on an output of a step', async () => {
    const { steps: outcomes } = await run(steps(`
- id: say
  run: echo "answer=42" >> "$GITHUB_OUTPUT"
- run: echo yes
  if: steps.say.outputs.answer == 42
- run: echo no
  if: \${{ steps.say.outputs.answer != '42' }}
- run: echo env
  if: env.MODE == 'fast'
  env: { MODE: fast }
`));
    expect(outcomes).toEqual(['success', 'success', 'skipped', 'success']);
  });

  test('an expression that GitHub refuses fails its step', async () => {
    const { steps: outcomes, result } = await run(steps(`
- run: echo \${{ fromJSON('{') }}
- run: echo never
`));
    expect(outcomes).toEqual(['failure', 'skipped']);
    expect(result.jobs[0].legs[0].steps[0].reason).toMatch(/fromJSON/);
  });
});

describe('scripts', () => {
  test('bash is as the runner calls it: pipefail only where it is named', async () => {
    const { steps: outcomes, told } = await run(steps(`
- run: false | true; shopt -qo pipefail && echo on || echo off
- run: |
    shopt -qo pipefail && echo on || echo off
    shopt -qo errexit && echo exits
    false | true
  shell: bash
`));
    expect(outcomes).toEqual(['success', 'failure']);
    expect(told.lines).toEqual(['off', 'on', 'exits', 'error: exit code 1']);
  });

  test('sh, python and a shell of one\'s own', async () => {
    const { told } = await run(steps(`
- run: echo "$0" | grep -c bash || echo sh
  shell: sh
- run: print(6 * 7)
  shell: python
- run: own
  shell: cat -n {0}
`));
    expect(told.lines.map((line) => line.trim())).toEqual(['0', 'sh', '42', '1\town']);
  });

  test('a shell of Windows, or none at all, is an error that says so', async () => {
    const { result } = await run(steps(`
- run: dir
  shell: cmd
  continue-on-error: true
- run: x
  shell: no-such-shell {0}
  continue-on-error: true
- run: x
  shell: zsh-like
`));
    expect(result.jobs[0].legs[0].steps.map(({ reason }) => reason)).toEqual([
      'the shell cmd exists on Windows only; this step cannot run here',
      'the shell no-such-shell is not installed on this machine',
      "the shell zsh-like is none of bash, sh, python, pwsh, powershell; another one is written with {0}, as in 'zsh-like {0}'",
    ]);
  });

  test('working directories: the step\'s, the job\'s, the workflow\'s', async () => {
    const { told, steps: outcomes } = await run(`
defaults: { run: { working-directory: a } }
jobs:
  only:
    runs-on: ubuntu-24.04
    defaults: { run: { shell: bash } }
    steps:
      - uses: actions/checkout@v7
      - run: basename "$PWD"; shopt -qo pipefail && echo pipefail
      - run: basename "$PWD"
        working-directory: \${{ github.workspace }}/b
      - run: pwd
        working-directory: missing
`, { files: { 'a/x': '', 'b/x': '' } });
    expect(told.lines).toEqual(['a', 'pipefail', 'b', 'error: the working directory missing does not exist']);
    expect(outcomes.at(-1)).toBe('failure');
  });
});

describe('environment', () => {
  test('workflow, job and step, the nearest wins; the runner\'s own cannot be set', async () => {
    const { told } = await run(`
env: { A: workflow, B: workflow, C: workflow }
jobs:
  only:
    runs-on: ubuntu-24.04
    env: { B: job, C: job, REF: '\${{ github.ref_name }}' }
    steps:
      - run: echo "$A $B $C $REF $GITHUB_REF_NAME $CI"
        env: { C: step, GITHUB_REF_NAME: mine }
      - run: echo "\${{ env.A }} \${{ env.D }}"
        env: { D: '\${{ env.B }}!' }
`);
    expect(told.lines).toEqual(['workflow job step main main true', 'workflow job!']);
  });

  test('GITHUB_ENV, with values of several lines, GITHUB_PATH and GITHUB_STEP_SUMMARY', async () => {
    const { told, result } = await run(steps(`
- run: |
    echo "ONE=1=2<<3" >> "$GITHUB_ENV"
    printf 'MANY<<END\\nfirst\\n\\nEN=D\\nEND\\nEMPTY<<X\\nX\\n' >> "$GITHUB_ENV"
    mkdir -p "$RUNNER_TEMP/bin"; printf '#!/bin/sh\\necho tool\\n' > "$RUNNER_TEMP/bin/my-tool"; chmod +x "$RUNNER_TEMP/bin/my-tool"
    echo "$RUNNER_TEMP/bin" >> "$GITHUB_PATH"
    echo '# Title' >> "$GITHUB_STEP_SUMMARY"
    echo "not yet: \${ONE:-}"
- run: echo "$ONE"; echo "$MANY"; echo "[$EMPTY]"; my-tool; echo "\${{ env.ONE }}"
`));
    expect(told.lines).toEqual(['not yet: ', '1=2<<3', 'first', '', 'EN=D', '[]', 'tool', '1=2<<3']);
    expect(result.jobs[0].legs[0].summary).toBe('# Title\n');
  });

  test.each([
    ['a delimiter that never comes', 'A<<END\nx', /GITHUB_OUTPUT what cannot be read: Invalid value. Matching delimiter not found 'END'/],
    ['a line that is nothing', 'nothing', /Invalid format 'nothing'/],
    ['no name', '=x', /Name must not be empty/],
  ])('%s fails the step', async (_, text, message) => {
    const { result, steps: outcomes } = await run(steps(`- run: printf '%s\\n' "$TEXT" >> "$GITHUB_OUTPUT"\n  env: { TEXT: ${JSON.stringify(text)} }`));
    expect(outcomes).toEqual(['failure']);
    expect(result.jobs[0].legs[0].steps[0].reason).toMatch(message);
  });

  test('credentials of the person\'s own shell do not reach the steps', async () => {
    const { told } = await run(steps('- run: echo "[${AWS_SECRET_ACCESS_KEY:-}${GITHUB_TOKEN:-}] $HOME"'), {
      environment: { ...process.env, AWS_SECRET_ACCESS_KEY: 'secret', GITHUB_TOKEN: 'secret', HOME: '/home/me' },
    });
    expect(told.lines).toEqual(['[] /home/me']);
  });
});

describe('commands to the runner', () => {
  test('annotations, groups, masks, and a pause', async () => {
    const { told, result } = await run(steps(`
- run: |
    echo "::error file=a.ts,line=3,title=A%2C B::100%25 wrong%0Aindeed"
    echo "::group::Inner"
    echo "  ::warning::careful"
    echo "::endgroup::"
    echo "::add-mask::sesame"
    echo "open sesame, and c2VzYW1l too"
    echo "::stop-commands::pause"
    echo "::notice::shown as it is"
    echo "::pause::"
    echo "::notice::seen"
    echo "::no-such-command::x"
    echo "::debug::quiet"
`));
    expect(told.lines).toEqual([
      'error: 100% wrong\nindeed', '[Inner', 'warning: careful', ']', 'open ***, and *** too', '::notice::shown as it is', 'notice: seen', '::no-such-command::x',
    ]);
    expect(result.jobs[0].legs[0].annotations[0]).toEqual({ level: 'error', message: '100% wrong\nindeed', properties: { file: 'a.ts', line: '3', title: 'A, B' } });
  });

  test('set-env is refused as GitHub refuses it', async () => {
    const { steps: outcomes, told } = await run(steps('- run: echo "::set-env name=A::b"'));
    expect(outcomes).toEqual(['failure']);
    expect(told.lines[0]).toMatch(/disabled; write to \$GITHUB_ENV/);
  });
});

describe('secrets', () => {
  const secrets = { TOKEN: 'p@ss"word', KEY: '-----BEGIN-----\nabcdefgh\n-----END-----' };

  test('are masked in lines, summaries, outputs, names and results, in every usual encoding', async () => {
    const ran = await run(steps(`
- id: leak
  name: Log in with \${{ secrets.TOKEN }}
  run: |
    echo "$T"
    echo -n "$T" | base64
    echo "$K"
    printf '%s' "$T" | python3 -c 'import json,sys,urllib.parse as u; t = sys.stdin.read(); print(json.dumps(t), u.quote(t))'
    echo "t=$T" >> "$GITHUB_OUTPUT"
    echo "token $T" >> "$GITHUB_STEP_SUMMARY"
    echo "$T" >&2
  env: { T: '\${{ secrets.TOKEN }}', K: '\${{ secrets.key }}' }
`), { secrets });
    expect(ran.told.lines).toEqual(['***', '***', '***', '***', '***', '"***" ***', '***']);
    const everything = JSON.stringify([ran.result, ran.told]);
    for (const text of ['p@ss', 'word', 'abcdefgh', 'cEBzcyJ3b3Jk']) expect(everything).not.toContain(text);
    expect(ran.result.jobs[0].legs[0].steps[0]).toMatchObject({ name: 'Log in with ***', outputs: { t: '***' } });
  });

  test('one that was not given is empty, and said to be', async () => {
    const { told, result } = await run(steps(`
- run: echo "[\${{ secrets.MISSING }}\${{ vars.REGION }}]"
- run: echo never
  if: vars.REGION != ''
`));
    expect(told.lines).toEqual(['[]']);
    expect(result.notes).toEqual(['secrets.MISSING is not known on this machine and taken as empty', 'vars.REGION is not known on this machine and taken as empty']);
  });
});

describe('time', () => {
  test('a step that takes too long fails, with all it started', async () => {
    const root = folder();
    const { steps: outcomes, result } = await run(steps(`
- run: (sleep 3; touch "$ROOT/survived") & sleep 30
  timeout-minutes: 0.005
  env: { ROOT: ${root} }
- run: echo clean
  if: failure()
`));
    expect(outcomes).toEqual(['failure', 'success']);
    expect(result.jobs[0].legs[0].steps[0].reason).toBe('it took more than 0.005 minutes');
    expect(result.jobs[0].legs[0].seconds).toBeLessThan(3);
    expect(fs.existsSync(path.join(root, 'survived'))).toBe(false);
  });

  test('a job that takes too long is cancelled; what asks for it still runs', async () => {
    const { steps: outcomes, result } = await run(`
jobs:
  only:
    runs-on: ubuntu-24.04
    timeout-minutes: 0.005
    steps:
      - run: sleep 30
      - run: echo never
      - run: echo "\${{ job.status }}"
        if: cancelled()
      - run: echo always
        if: always()
`);
    expect(outcomes).toEqual(['cancelled', 'skipped', 'success', 'success']);
    expect(result.jobs[0]).toMatchObject({ result: 'cancelled', legs: [{ reason: 'it took more than 0.005 minutes' }] });
  });

  test('Ctrl-C cancels: a process that traps it cleans up', async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 400);
    const { steps: outcomes, told } = await run(steps(`
- run: trap 'echo caught; exit 7' INT; for i in $(seq 100); do sleep 0.1; done
  shell: bash
- run: echo after
  if: always()
`), { cancel: cancel.signal, patience: [3000, 1000] });
    expect(outcomes).toEqual(['cancelled', 'success']);
    expect(told.lines).toEqual(['caught', 'after']);
  });

  test('what a step left running lives until the job ends', async () => {
    const root = folder();
    const { told } = await run(steps(`
- run: (while true; do date > "$ROOT/alive"; sleep 0.1; done) > /dev/null 2>&1 &
  env: { ROOT: ${root} }
- run: sleep 0.3; test -f "$ROOT/alive" && rm "$ROOT/alive"; sleep 0.4; test -f "$ROOT/alive" && echo lives
  env: { ROOT: ${root} }
`));
    expect(told.lines).toEqual(['lives']);
    expect(told.notes.at(-1)).toMatch(/^ended \d+ process/);
    fs.rmSync(path.join(root, 'alive'), { force: true });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(fs.existsSync(path.join(root, 'alive'))).toBe(false);
  });
});
