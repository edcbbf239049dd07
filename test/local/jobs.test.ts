/** Jobs: legs, needs, outputs, and what is not run here. */
import { describe, expect, test } from 'vitest';
import { run } from './local';
import { Event } from '../../src/plan/event';

const LEGS = `
jobs:
  test:
    runs-on: \${{ matrix.os }}
    strategy:
      matrix: { python: ['3.9', '3.10'], os: [ubuntu-24.04, windows-2025] }
    steps:
      - run: echo "\${{ matrix.python }} \${{ strategy.job-index }}/\${{ strategy.job-total }}"
`;

describe('legs', () => {
  test('those for this system run, the others are named', async () => {
    const { result, told } = await run(LEGS);
    expect(told.lines).toEqual(['3.9 0/4', '3.10 2/4']);
    expect(result.jobs[0].legs.map(({ conclusion }) => conclusion)).toEqual(['success', 'not run', 'success', 'not run']);
    expect(told.notes).toContain('test (python=3.9,os=windows-2025) is not run: it asks for windows-2025; this is Linux');
  });

  test('can be chosen', async () => {
    const { told } = await run(LEGS, { legs: [{ python: '3.10', os: 'ubuntu-24.04' }] });
    expect(told.lines).toEqual(['3.10 2/4']);
    await expect(run(LEGS, { legs: [{ pyton: '3.10' }] })).rejects.toThrow(/no axis pyton[^]*nearest: python/);
    await expect(run(LEGS, { legs: [{ python: '3.1' }] })).rejects.toThrow(/no such leg[^]*allowed: python=3.9,os=ubuntu-24.04/);
  });

  test('none that runs here is no success of the run', async () => {
    const { result } = await run(LEGS, { legs: [{ os: 'windows-2025' }] });
    expect(result.jobs[0]).toMatchObject({ assumed: true, reason: 'none of its legs runs on this machine' });
  });

  const failing = (strategy: string) => `
jobs:
  test:
    runs-on: ubuntu-24.04
    strategy: { ${strategy} matrix: { n: [1, 2, 3] } }
    steps: [{ run: 'exit \${{ matrix.n == 2 && 1 || 0 }}' }]
`;

  test('a matrix fails fast, unless it says not to', async () => {
    expect((await run(failing(''))).result.jobs[0].legs.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure', 'not run']);
    const { result } = await run(failing('fail-fast: false,'));
    expect(result.jobs[0].legs.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure', 'success']);
    expect(result.jobs[0].result).toBe('failure');
  });

  test('each has a folder and an environment of its own', async () => {
    const { told } = await run(`
jobs:
  test:
    runs-on: ubuntu-24.04
    strategy: { matrix: { n: [1, 2] } }
    steps:
      - run: ls -A | wc -l | tr -d ' '; touch file; echo "\${SEEN:-nothing}"; echo "SEEN=\${{ matrix.n }}" >> "$GITHUB_ENV"
`);
    expect(told.lines).toEqual(['0', 'nothing', '0', 'nothing']);
  });
});

describe('jobs behind others', () => {
  const chain = `
jobs:
  last:
    needs: [build, check]
    runs-on: ubuntu-24.04
    steps:
      - run: echo "\${{ needs.build.outputs.tag }} \${{ needs.build.result }} \${{ join(needs.*.result) }}"
  check:
    needs: build
    runs-on: ubuntu-24.04
    strategy: { matrix: '\${{ fromJSON(needs.build.outputs.legs) }}' }
    steps: [{ run: 'echo leg \${{ matrix.n }}' }]
  build:
    runs-on: ubuntu-24.04
    outputs: { tag: 'v\${{ steps.a.outputs.n }}', legs: '\${{ steps.a.outputs.legs }}' }
    steps:
      - id: a
        run: printf 'n=7\\nlegs={"n":[1,2]}\\n' >> "$GITHUB_OUTPUT"
`;

  test('run in order, with outputs, and a matrix made of them', async () => {
    const { result, told } = await run(chain, { job: 'last' });
    expect(result.jobs.map(({ id }) => id)).toEqual(['build', 'check', 'last']);
    expect(told.lines).toEqual(['leg 1', 'leg 2', 'v7 success success,success']);
  });

  test('alone: what it needs is taken to have succeeded, and that is said', async () => {
    const { result, told } = await run(chain, { job: 'last', withNeeds: false });
    expect(told.lines).toEqual([' success success,success']);
    expect(told.notes[0]).toBe('last needs build, check: taken to have succeeded, with outputs that are not known; --with-needs runs them first');
    expect(result.notes).toEqual(['needs.build.outputs.tag is not known on this machine and taken as empty']);
  });

  test('alone: a matrix of outputs cannot be known', async () => {
    const { result } = await run(chain, { job: 'check', withNeeds: false });
    expect(result.jobs[0]).toMatchObject({ result: 'failure', reason: 'its matrix depends on needs.build.outputs.legs; --with-needs runs the jobs that say it' });
  });

  test('a failure skips what follows, but not what asks for it; a tolerated one does not', async () => {
    const { result } = await run(`
jobs:
  a: { runs-on: ubuntu-24.04, steps: [{ run: exit 1 }] }
  tolerated: { runs-on: ubuntu-24.04, continue-on-error: true, steps: [{ run: exit 1 }] }
  b: { needs: a, runs-on: ubuntu-24.04, steps: [{ run: echo never }] }
  c: { needs: tolerated, runs-on: ubuntu-24.04, steps: [{ run: echo yes }] }
  d: { needs: [a, b, c], if: failure(), runs-on: ubuntu-24.04, steps: [{ run: 'echo \${{ needs.a.result }}' }] }
  e: { needs: [d], if: '!cancelled()', runs-on: ubuntu-24.04, steps: [{ run: echo end }] }
`, { job: 'e' });
    expect(Object.fromEntries(result.jobs.map(({ id, result: r }) => [id, r]))).toEqual({ a: 'failure', tolerated: 'success', b: 'skipped', c: 'success', d: 'success', e: 'success' });
  });

  test('an output with a secret in it stays in its job', async () => {
    const { told, result } = await run(`
jobs:
  a:
    runs-on: ubuntu-24.04
    outputs: { leak: 'x\${{ secrets.T }}', ok: fine }
    steps: [{ run: echo a }]
  b:
    needs: a
    runs-on: ubuntu-24.04
    steps: [{ run: 'echo "[\${{ needs.a.outputs.leak }}] \${{ needs.a.outputs.ok }}"' }]
`, { secrets: { T: 'topsecret' } });
    expect(told.lines.at(-1)).toBe('[] fine');
    expect(result.jobs[0].legs[0].annotations[0].message).toBe("Skip output 'leak' since it may contain secret.");
  });
});

describe('events', () => {
  const yaml = `
on: { push: { branches: [main] }, pull_request: , workflow_dispatch: { inputs: { level: { default: low } } } }
jobs:
  only:
    if: github.event_name != 'pull_request' || github.event.pull_request.draft == false
    runs-on: ubuntu-24.04
    steps: [{ run: 'echo "$GITHUB_EVENT_NAME \${{ github.base_ref }} \${{ inputs.level }} $(python3 -c "import json,os; print(json.load(open(os.environ[\\"GITHUB_EVENT_PATH\\"])).get(\\"number\\"))")"' }]
`;

  test.each<[string, Event, string]>([
    ['a push', Event.push(), 'push   None'],
    ['a pull request', Event.pullRequest({ number: 7 }), 'pull_request main  7'],
    ['by hand', Event.manual({ inputs: { level: 'high' } }), 'workflow_dispatch  high None'],
  ])('%s', async (_, event, line) => {
    expect((await run(yaml, { event })).told.lines).toEqual([line]);
  });

  test('a condition that does not hold skips the job, and says why', async () => {
    const { result } = await run(yaml, { event: Event.pullRequest({ draft: true }) });
    expect(result.jobs[0]).toMatchObject({ result: 'skipped', legs: [] });
    expect(result.jobs[0].reason).toMatch(/draft/);
  });

  test('an event that does not start the workflow runs nothing', async () => {
    await expect(run(yaml, { event: Event.push({ branch: 'other' }) })).rejects.toThrow(/push on other does not start it: branch other does not match branches: main/);
  });
});

describe('what is never run by accident', () => {
  const yaml = `
jobs:
  build: { runs-on: ubuntu-24.04, permissions: { contents: read }, steps: [{ run: echo build }] }
  publish: { needs: build, runs-on: ubuntu-24.04, permissions: { packages: write }, environment: { name: publish, deployment: false }, steps: [{ run: echo publish }] }
  deploy: { needs: publish, runs-on: ubuntu-24.04, environment: production, permissions: { id-token: write }, steps: [{ run: echo deploy }] }
`;

  test('jobs that deploy or publish, unless they are named', async () => {
    await expect(run(yaml, { job: 'deploy', withNeeds: false })).rejects.toThrow(/it deploys to the environment production[^]*--deploy deploy/);
    await expect(run(yaml, { job: 'deploy', deploy: ['production'] })).rejects.toThrow(/publish is not run on this machine[^]*its token may write packages/);
    const { told } = await run(yaml, { job: 'deploy', deploy: ['production', 'publish'] });
    expect(told.lines).toEqual(['build', 'publish', 'deploy']);
    expect((await run(yaml, { job: 'build' })).told.lines).toEqual(['build']);
  });

  test('write-all, too, and whatever the event', async () => {
    const all = 'on: pull_request\npermissions: write-all\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: echo }] } }';
    await expect(run(all, { event: Event.pullRequest({ fork: true }) })).rejects.toThrow(/id-token, packages, contents/);
  });
});

test('what has no meaning here is named', async () => {
  const { told, result } = await run(`
jobs:
  called: { uses: ./.github/workflows/other.yml }
  only:
    needs: called
    runs-on: [self-hosted, linux]
    container: node:24
    services: { db: { image: postgres } }
    steps:
      - uses: docker/login-action@v3
        id: login
      - uses: docker://alpine
      - run: echo "[\${{ steps.login.outputs.x }}] \${{ steps.login.conclusion }}"
`);
  expect(told.notes).toEqual([
    'called: it calls ./.github/workflows/other.yml, which does not run on this machine; it is taken to succeed',
    'only asks for the container node:24; its steps run on this machine instead',
    'only: its services are not started: db',
    'steps.login.outputs.x is not known on this machine and taken as empty',
  ]);
  expect(result.jobs[1].legs[0].steps.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['not run', 'docker/login-action has no meaning on this machine'], ['not run', 'docker://alpine has no meaning on this machine'], ['script', undefined],
  ]);
  expect(told.lines).toEqual(['[] skipped']);
});

test('a job that does not exist, or a circle, is an error that helps', async () => {
  await expect(run(LEGS, { job: 'tset' })).rejects.toThrow(/nearest: test/);
  await expect(run('jobs: { a: { needs: b, runs-on: x }, b: { needs: a, runs-on: x } }')).rejects.toThrow(/wait for each other/);
});
