/** The commands of the operations: clean under shellcheck, right in every state of the stacks. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { scriptsOf, synthesize } from './ecs';
import { Answer, runWithFakeAws } from './fake-aws';
import { Rollout } from '../../../src/rollout';
import { DIGEST } from '../context';

const IMAGE = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/api@${DIGEST}`;
const OPERATIONS = ['deploy', 'verify', 'rollback', 'destroy', 'drift'] as const;
const VARIANTS = {
  rolling: synthesize(),
  tested: synthesize(
    { testBeforeTraffic: true, templateBucket: 'templates', certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b' },
    { rollout: Rollout.canary({ percent: 10 }), domain: 'api.example.com' },
  ),
};

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0 || process.env.PIPEWRIGHT_REQUIRE_JUDGES === '1';

describe.each(Object.entries(VARIANTS))('%s', (_, { output, errors }) => {
  const scripts = OPERATIONS.flatMap((operation) => scriptsOf(output, operation));

  test('is made without a problem', () => {
    expect(errors).toEqual([]);
  });

  test.skipIf(!hasShellcheck)('shellcheck finds nothing', () => {
    for (const { name, script } of scripts) {
      const { stdout, status } = spawnSync('shellcheck', ['-s', 'bash', '-'], { input: script, encoding: 'utf8' });
      expect(`${name}\n${stdout}`).toBe(`${name}\n`);
      expect(status).toBe(0);
    }
  });

  test('each step has a name, no expression, and fails on the first error', () => {
    for (const { name, script } of scripts) {
      expect(name).not.toBe('undefined');
      expect(script).not.toContain('${{');
      expect(script).toMatch(/^set -euo pipefail\n/);
    }
  });

  test('steps are new at each call', () => {
    expect(output.operations.deploy()[0]).not.toBe(output.operations.deploy()[0]);
  });
});

const { output } = VARIANTS.rolling;
const script = (operation: (typeof OPERATIONS)[number], name?: string) => scriptsOf(output, operation).find((s) => !name || s.name === name)!.script;
const status = (value: string): Answer => ['describe-stacks .*StackStatus', 0, `${value}\\n`];
const ABSENT: Answer = ['describe-stacks .*StackStatus', 254, 'An error occurred (ValidationError): Stack with id x does not exist\\n'];

test('the deploy commands', () => {
  expect(scriptsOf(output, 'deploy').map((s) => s.script).join('\n---\n')).toMatchSnapshot();
});

describe('remembering what runs', () => {
  const remember = script('deploy', 'Remember what runs');

  test('nothing on the first deployment', () => {
    const run = runWithFakeAws(remember, [ABSENT]);
    expect(run).toMatchObject({ code: 0, changes: [], output: expect.stringContaining('first deployment') });
  });

  test('the image and the template', () => {
    const run = runWithFakeAws(remember, [status('UPDATE_COMPLETE'), ['ParameterValue', 0, `${IMAGE}\\n`], ['get-template', 0, '{}']]);
    expect(run).toMatchObject({ code: 0, changes: [], output: `Running now: ${IMAGE}\n` });
  });

  test('a stack that was never created is removed', () => {
    const run = runWithFakeAws(remember, [status('ROLLBACK_COMPLETE')]);
    expect(run.code).toBe(0);
    expect(run.changes.map((c) => c.split(' ').slice(0, 3).join(' '))).toEqual(['cloudformation delete-stack --region', 'cloudformation wait stack-delete-complete']);
  });

  test('no access is a failure, not a first deployment', () => {
    const run = runWithFakeAws(remember, [['describe-stacks', 254, 'AccessDenied\\n']]);
    expect(run).toMatchObject({ code: 1, output: 'AccessDenied\n' });
  });
});

describe('deploying', () => {
  test('the digest enters as the parameter', () => {
    const run = runWithFakeAws(script('deploy', 'Deploy the service'), [], { env: { IMAGE } });
    expect(run.code).toBe(0);
    expect(run.calls[0]).toContain(`--parameter-overrides ImageUri=${IMAGE} `);
  });

  test('without an image nothing is done', () => {
    expect(runWithFakeAws(script('deploy', 'Deploy the service'), []).code).not.toBe(0);
  });

  test('a failure says why', () => {
    const run = runWithFakeAws(script('deploy', 'Deploy the service'), [
      ['cloudformation deploy', 255, ''], ['describe-stack-events', 0, 'Service\\tcircuit breaker\\n'], ['describe-services', 0, 'unable to pull\\n'],
    ], { env: { IMAGE } });
    expect(run.code).toBe(1);
    expect(run.output).toMatch(/circuit breaker[\s\S]*unable to pull/);
  });
});

describe('verifying', () => {
  const env = { DIGEST, VERIFY_ATTEMPTS: '2' };
  const primary = (state: string, desired: number, running: number): Answer => ['describe-services .*PRIMARY', 0, `ecs-svc/1\\t${state}\\t${desired}\\t${running}\\n`];
  const list: Answer = ['list-tasks', 0, 'arn:1\\tarn:2\\n'];
  const tasks = (...rows: [string, string, string][]): Answer => ['describe-tasks', 0, rows.map((r) => `${r.join('\\t')}\\n`).join('')];
  const run = (...answers: Answer[]) => runWithFakeAws(script('verify'), answers, { env });
  const right: [string, string, string] = ['ecs-svc/1', 'RUNNING', IMAGE];

  test('every task of the primary deployment runs the digest', () => {
    expect(run(primary('COMPLETED', 2, 2), list, tasks(right, right)).code).toBe(0);
  });

  test.each<[string, Answer[]]>([
    ['another digest', [primary('COMPLETED', 2, 2), list, tasks(right, ['ecs-svc/1', 'RUNNING', IMAGE.replace('0123', '3210')])]],
    ['a task of an older deployment', [primary('COMPLETED', 2, 2), list, tasks(right, ['ecs-svc/0', 'RUNNING', IMAGE])]],
    ['a task that is starting', [primary('IN_PROGRESS', 2, 1), list, tasks(right, ['ecs-svc/1', 'PENDING', IMAGE])]],
    ['fewer tasks than wanted', [primary('IN_PROGRESS', 3, 2), list, tasks(right, right)]],
    ['no task at all', [primary('COMPLETED', 0, 0), ['list-tasks', 0, '\\n']]],
    ['no text for no tasks', [primary('COMPLETED', 0, 0), ['list-tasks', 0, 'None\\n']]],
    ['a tag', [primary('COMPLETED', 1, 1), list, tasks(['ecs-svc/1', 'RUNNING', 'api:latest'])]],
  ])('refuses %s', (_, answers) => {
    const result = run(...answers);
    expect(result.code).toBe(1);
    expect(result.output).toContain(`::error::What runs is not ${DIGEST}`);
    expect(result.output).toContain('Attempt 2');
  });

  test('a failed deployment is not waited for', () => {
    const result = run(primary('FAILED', 2, 2), list, tasks(right, right));
    expect(result.code).toBe(1);
    expect(result.output).not.toContain('Attempt 2');
  });
});

describe('rolling back', () => {
  const saved = { 'pipewright-previous/image': `${IMAGE}\n`, 'pipewright-previous/service.template.json': '{}' };
  const run = (answer: Answer, files: Record<string, string> = saved) => runWithFakeAws(script('rollback'), [answer], { files });
  const commands = (calls: readonly string[]) => calls.map((c) => c.split(' ').filter((w) => !w.startsWith('--')).slice(1, 3)[0]);

  test.each<[string, string[]]>([
    ['UPDATE_COMPLETE', ['deploy']],
    ['CREATE_COMPLETE', ['deploy']],
    ['UPDATE_ROLLBACK_COMPLETE', []],
    ['UPDATE_ROLLBACK_IN_PROGRESS', ['wait']],
    ['UPDATE_IN_PROGRESS', ['cancel-update-stack', 'wait']],
    ['CREATE_IN_PROGRESS', ['delete-stack', 'wait']],
    ['ROLLBACK_COMPLETE', []],
  ])('%s: %j', (state, expected) => {
    const result = run(status(state));
    expect(result.code).toBe(0);
    expect(commands(result.changes)).toEqual(expected);
  });

  test('the earlier image with the earlier template', () => {
    expect(run(status('UPDATE_COMPLETE')).changes[0]).toMatch(new RegExp(`--template-file \\S+/pipewright-previous/service.template.json --parameter-overrides ImageUri=${IMAGE}`));
  });

  test('after a first deployment there is nothing to go back to', () => {
    expect(run(status('CREATE_COMPLETE'), {})).toMatchObject({ code: 0, changes: [] });
    expect(run(ABSENT, {})).toMatchObject({ code: 0, changes: [] });
  });
});

describe('drift', () => {
  const run = (changes: string, reason: string) => runWithFakeAws(script('drift'), [
    ['describe-change-set .*Changes', 0, changes], ['describe-change-set .*StatusReason', 0, reason],
  ]);

  test.each([
    ['', "The submitted information didn't contain changes."],
    ['None', 'No updates are to be performed.'],
  ])('nothing to change is no difference', (changes, reason) => {
    expect(run(changes, reason).code).toBe(0);
  });

  test('a change is a difference, and is shown', () => {
    const result = run('Modify\\tService\\tAWS::ECS::Service\\tFalse\\n', 'None');
    expect(result.code).toBe(1);
    expect(result.output).toContain('AWS::ECS::Service');
  });

  test('not being able to compare is a failure', () => {
    expect(run('', 'Parameter ImageUri is missing').code).toBe(1);
    expect(runWithFakeAws(script('drift'), [['create-change-set', 254, 'Stack does not exist']]).code).toBe(1);
  });

  test('the change sets are removed, never executed', () => {
    const { changes } = run('', '');
    expect(changes.filter((c) => c.includes('delete-change-set')).length).toBeGreaterThanOrEqual(2);
    expect(changes.join()).not.toContain('execute');
  });
});

test('destroying: the service before the platform, each awaited', () => {
  const { changes } = runWithFakeAws(script('destroy'), []);
  expect(changes.map((c) => `${c.split(' ')[1]} ${/(platform|service)$/.exec(c)?.[1]}`)).toEqual([
    'delete-stack service', 'wait service', 'delete-stack platform', 'wait platform',
  ]);
});
