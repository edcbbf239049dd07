import { describe, expect, test } from 'vitest';
import { SecretRef } from '../../../src/secret-ref';
import { Step } from '../../../src/step';
import { CustomPlatformProps, CustomTarget } from '../../../src/targets/custom';
import { ContextChanges, fakeContext } from '../context';

const deploy = Step.run('./deploy.sh', { name: 'Deploy' });
const verify = Step.run('./verify.sh "$DIGEST"');

function synthesize(props: Partial<CustomPlatformProps> = {}, changes: ContextChanges = {}) {
  const context = fakeContext(changes);
  return { output: new CustomTarget({ deploy: [deploy], verify: [verify], ...props }).synthesize(context), problems: context.problems };
}

test('the user\'s steps, as copies that belong to no other job', () => {
  const { output, problems } = synthesize();
  expect(problems).toEqual([]);
  const [one] = output.operations.deploy();
  const [two] = output.operations.deploy();
  expect(one._spec).toEqual(deploy._spec);
  expect(new Set([one, two, deploy]).size).toBe(3);
  expect(output.operations.verify()[0]._spec.run).toBe('./verify.sh "$DIGEST"');
  expect([output.operations.login(), output.operations.rollback(), output.operations.destroy(), output.operations.drift()]).toEqual([[], [], [], []]);
});

test('a rollback happens after a failure, with the step\'s own condition', () => {
  const { output } = synthesize({ rollback: [Step.run('a'), Step.run('b', { if: 'env.X == \'1\' || env.Y == \'1\'' })] });
  expect(output.operations.rollback().map((s) => s._spec.props.if)).toEqual(['failure()', 'failure() && (env.X == \'1\' || env.Y == \'1\')']);
});

test('permissions are asked for by the first step of each operation', () => {
  const { output } = synthesize({ permissions: { 'id-token': 'write' }, deploy: [deploy, verify] });
  const [first, second] = output.operations.deploy();
  expect(first._spec.props.permissions).toEqual({ 'id-token': 'write' });
  expect(first._spec.reasons).toEqual({ 'id-token': 'declared by the platform' });
  expect(second._spec.props.permissions).toBeUndefined();
  expect(deploy._spec.props.permissions).toBeUndefined();
});

test('secrets reach the deploy steps by the environment; the whole workload is in a file', () => {
  const { output } = synthesize({}, { workload: { secrets: { DATABASE_URL: SecretRef.of({ custom: 'PROD_DB' }) } } });
  expect(output.operations.deploy()[0]._spec.props.env).toEqual({ DATABASE_URL: '${{ secrets.PROD_DB }}' });
  expect(output.operations.verify()[0]._spec.props.env).toBeUndefined();
  expect(output.files[0]).toMatchObject({ path: 'workload.json', content: { name: 'api', port: 8080, cpu: 1, secrets: ['DATABASE_URL'], environment: 'production' } });
});

describe('what is missing is said', () => {
  test.each<[unknown, string]>([
    [{ deploy: [deploy] }, 'platform.verify'], [{ deploy: [deploy], verify: [] }, 'platform.verify'], [{ deploy: [], verify: [verify] }, 'platform.deploy'],
    [{ deploy: ['x'], verify: [verify] }, 'platform.deploy'], [{ deploy: deploy, verify: [verify] }, 'platform.deploy'], [{ deploy: [deploy], verify: [verify], drift: 'x' }, 'platform.drift'],
    [{ deploy: [deploy], verify: [verify], permissions: { contents: 'all' } }, 'platform.permissions.contents'], [{ deploy: [deploy], verify: [verify], permissions: 'x' }, 'platform.permissions'],
    [undefined, 'platform.verify'], [null, 'platform.deploy'],
  ])('%j', (props, at) => {
    const context = fakeContext();
    const { operations } = new CustomTarget(props as never).synthesize(context);
    expect(context.problems).toContainEqual(expect.objectContaining({ ruleId: 'target-custom-steps', at }));
    expect(() => Object.values(operations).map((operation) => operation())).not.toThrow();
  });
  test('a secret without a home', () => {
    expect(synthesize({}, { workload: { secrets: { A: SecretRef.of({ swarm: 'a' }) } } }).problems).toMatchObject([{ ruleId: 'secret-home', severity: 'warning' }]);
    expect(synthesize({}, { workload: { secrets: { A: SecretRef.of({ custom: 'GITHUB_X' }) } } }).problems).toMatchObject([{ ruleId: 'secret-home', at: 'workload.secrets.A.custom' }]);
  });
});

test('any registry', () => expect(new CustomTarget({ deploy: [deploy], verify: [verify] }).canPull()).toBe(true));
