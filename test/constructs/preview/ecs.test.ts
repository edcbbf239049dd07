/** Previews on ECS: what the number is in, what their identity reaches, and the commands in every state of the stacks. */
import { describe, expect, test } from 'vitest';
import { Jobs } from './job';
import { ecs, sharedBalancer } from './programs';
import { EcsTarget } from '../../../src/targets/ecs';
import { fakeContext } from '../../targets/context';
import { ECR, EXISTING_VPC } from '../../targets/ecs/ecs';
import { Answer, runWithFakeAws } from '../../targets/ecs/fake-aws';

const SUFFIX = 'pr-000000';
const shared = new Jobs('ecs');
const alone = new Jobs('ecs-alone');
const json = (jobs: Jobs, path: string) => JSON.parse(jobs.files.get(`deploy/preview/${path}`)!);
const step = (jobs: Jobs, job: string, name: string): string => jobs.workflow.jobs[job].steps.find((s: any) => s.name === name).run;

describe('names', () => {
  test('stacks, service, cluster and roles are one pull request\'s', () => {
    const { Resources } = json(shared, 'service.template.json');
    const names = Object.values<any>(Resources).flatMap(({ Properties: p }) => [p.RoleName, p.ServiceName, p.Family]).filter(Boolean);
    expect(names.sort()).toEqual([`pipewright-shop-preview-${SUFFIX}-execution`, `pipewright-shop-preview-${SUFFIX}-task`, `shop-${SUFFIX}`, `shop-${SUFFIX}`]);
    const deploy = step(shared, 'deploy', 'Deploy the service');
    expect(deploy).toContain('--stack-name "pipewright-shop-preview-pr-${PR_NUMBER}-service"');
    expect(deploy).not.toContain(SUFFIX);
  });

  test('the domain gets a record of its own, or a rule of its own', () => {
    const platform = json(alone, 'platform.template.json');
    const of = (type: string, template = platform) => Object.values<any>(template.Resources).filter((r) => r.Type === type).map((r) => r.Properties);
    expect(of('AWS::Route53::RecordSet')).toMatchObject([{ Name: `${SUFFIX}.preview.example.com` }]);
    const [rule] = of('AWS::ElasticLoadBalancingV2::ListenerRule', json(shared, 'platform.template.json'));
    expect(rule).toMatchObject({ Priority: { Ref: 'RulePriority' }, Conditions: [{ HostHeaderConfig: { Values: [`${SUFFIX}.preview.example.com`] } }] });
  });

  test('however long repository and id are, AWS takes them, and the number stays', () => {
    const id = 'previews-of-the-shop-front-and-more';
    const context = fakeContext({
      id, repository: { owner: 'acme', name: 'a-repository-with-a-really-long-name', id: 1, ownerId: 2 }, registry: ECR, imageRepository: ECR.repository,
      preview: { suffix: SUFFIX }, workload: { name: `shop-${SUFFIX}` },
    });
    const { files } = new EcsTarget({ account: '111122223333', region: 'eu-west-1', vpc: EXISTING_VPC }).synthesize(context);
    expect(context.problems.filter((p) => p.severity !== 'warning')).toEqual([]);
    const resources = files.flatMap((file) => Object.values<any>((file.content as any).Resources));
    const names = (type: string, key: string): string[] => resources.filter((r) => r.Type === type).map((r) => r.Properties[key]);
    const short = [...names('AWS::ElasticLoadBalancingV2::LoadBalancer', 'Name'), ...names('AWS::ElasticLoadBalancingV2::TargetGroup', 'Name')];
    expect(short).toHaveLength(3);
    for (const name of short) expect(name.length, name).toBeLessThanOrEqual(32);
    const roles = names('AWS::IAM::Role', 'RoleName');
    expect(roles).toHaveLength(2);
    for (const name of roles) expect(name.length, name).toBeLessThanOrEqual(64);
    for (const name of [...short, ...roles]) expect(name).toContain(SUFFIX);
  });

  test('nothing is left behind: logs go with the stack, and it says whose it is', () => {
    const { Resources } = json(shared, 'service.template.json');
    expect(Object.values<any>(Resources).filter((r) => r.DeletionPolicy === 'Retain')).toEqual([]);
    expect(Object.values<any>(Resources).find((r) => r.Type === 'AWS::ECS::Service').Properties.Tags)
      .toContainEqual({ Key: 'pipewright:preview', Value: SUFFIX });
  });
});

describe('the identity of previews', () => {
  const { Resources } = json(shared, 'bootstrap/role.template.json');
  const statements = (role: string): any[] => Resources[role].Properties.Policies.flatMap((p: any) => p.PolicyDocument.Statement);
  const list = (value: string | string[]) => [value].flat();
  const matches = (pattern: string, text: string) => new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\/]/g, '\\$&').replaceAll('*', '.*')}$`).test(text);
  const allows = (role: string, action: string, resource: string) => statements(role).some((s) =>
    list(s.Action).some((a) => matches(a, action)) && list(s.Resource).some((r) => matches(r, resource)));
  const stack = (name: string) => `arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/0`;

  test.each([
    ['pipewright-shop-preview-pr-12-service', true], ['pipewright-shop-preview-pr-123456-platform', true],
    ['pipewright-shop-production-service', false], ['pipewright-shop-production-platform', false], ['pipewright-shop-preview-bootstrap', false],
  ])('may change the stack %s: %s', (name, expected) => {
    for (const action of ['CreateChangeSet', 'ExecuteChangeSet', 'DeleteStack']) {
      expect(allows('DeployRole', `cloudformation:${action}`, stack(name)), action).toBe(expected);
    }
  });

  test.each([
    ['iam:CreateRole', 'arn:aws:iam::111122223333:role/pipewright/preview/pipewright-shop-preview-pr-12-task', true],
    ['iam:CreateRole', 'arn:aws:iam::111122223333:role/pipewright/production/pipewright-shop-production-task', false],
    ['iam:CreateRole', 'arn:aws:iam::111122223333:role/pipewright-shop-preview-deploy', false],
    ['ecs:DeleteService', 'arn:aws:ecs:eu-west-1:111122223333:service/pipewright-shop-preview-pr-12/shop-pr-12', true],
    ['ecs:DeleteService', 'arn:aws:ecs:eu-west-1:111122223333:service/pipewright-shop-production/shop', false],
    ['ssm:PutParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/pipewright-shop-preview-pr-12-platform/TaskSecurityGroup', true],
    ['ssm:PutParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/pipewright-shop-production-platform/TaskSecurityGroup', false],
    ['elasticloadbalancing:DeleteTargetGroup', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop-preview-pr-12-blue/0123456789abcdef', true],
    ['elasticloadbalancing:DeleteTargetGroup', 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/shop-production-blue/0123456789abcdef', false],
  ])('CloudFormation, for it: %s on %s: %s', (action, resource, expected) => {
    expect(allows('CloudFormationRole', action, resource)).toBe(expected);
  });

  test('the boundary has one name for all of them, as a condition cannot hold a pattern', () => {
    const create = statements('CloudFormationRole').find((s) => s.Sid === 'CreateRoles');
    expect(create.Condition.StringEquals['iam:PermissionsBoundary']).toBe('arn:aws:iam::111122223333:policy/pipewright-shop-preview-boundary');
    const text = JSON.stringify(Resources);
    for (const [, condition] of text.matchAll(/"StringEquals":(\{[^}]*\})/g)) expect(condition).not.toMatch(/pr-\*/);
    expect(text).not.toContain(SUFFIX);
  });
});

const ABSENT: Answer = ['describe-stacks .*StackStatus', 254, 'Stack with id x does not exist\\n'];
const status = (value: string): Answer => ['describe-stacks .*StackStatus', 0, `${value}\\n`];

describe('the priority of the rule', () => {
  const script = step(shared, 'deploy', 'Deploy the platform');
  const choose = (number: number, ...answers: Answer[]) => {
    const { code, output, changes } = runWithFakeAws(script, answers, { env: { PR_NUMBER: String(number) } });
    return { code, output, chosen: /RulePriority=(\w+)/.exec(changes.join('\n'))?.[1] };
  };
  const rules = (...taken: (string | number)[]): Answer => ['describe-rules', 0, `${taken.join('\\t')}\\n`];

  test.each<[string, number, Answer[], string]>([
    ['the number, where it is free', 12, [ABSENT, rules('default', 1, 1011)], '1012'],
    ['the next free one', 12, [ABSENT, rules(1012, 1013, 'default')], '1014'],
    ['from the beginning after the last', 999, [ABSENT, rules(1999)], '1000'],
    ['of a number over a thousand', 5012, [ABSENT, rules('default')], '1012'],
    ['the one that it has', 12, [status('UPDATE_COMPLETE'), ['RulePriority', 0, '1777\\n']], '1777'],
    ['another, after a stack that was never created', 12, [status('ROLLBACK_COMPLETE'), rules(1012)], '1013'],
  ])('%s', (_, number, answers, expected) => {
    expect(choose(number, ...answers)).toMatchObject({ code: 0, chosen: expected });
  });

  test('none is free', () => {
    const all = rules(...Array.from({ length: 1000 }, (_, i) => 1000 + i));
    expect(choose(12, ABSENT, all)).toMatchObject({ code: 1, chosen: undefined, output: expect.stringContaining('All priorities from 1000 to 1999 are taken') });
  });

  test('not being able to look is a failure', () => {
    expect(choose(12, ABSENT, ['describe-rules', 254, 'AccessDenied\\n'])).toMatchObject({ code: 254, chosen: undefined });
  });

  test('the template takes no other', () => {
    expect(json(shared, 'platform.template.json').Parameters.RulePriority).toMatchObject({ Type: 'Number', MinValue: 1000, MaxValue: 1999 });
    expect(json(alone, 'platform.template.json').Parameters).toBeUndefined();
    expect(step(alone, 'deploy', 'Deploy the platform')).not.toContain('RulePriority');
  });
});

describe('destroying', () => {
  const script = step(shared, 'destroy', 'Delete the stacks');
  const commands = (calls: readonly string[]) => calls.map((call) => `${call.split(' ')[1]} ${/(platform|service)$/.exec(call)?.[1]}`);
  const env = { PR_NUMBER: '12', RETRY_SECONDS: '0' };

  test('both stacks of the number, the service first', () => {
    const { code, changes, output } = runWithFakeAws(script, [], { env });
    expect(code).toBe(0);
    expect(changes.every((call) => call.includes('pipewright-shop-preview-pr-12-'))).toBe(true);
    expect(commands(changes)).toEqual(['delete-stack service', 'wait service', 'delete-stack platform', 'wait platform']);
    expect(output).toContain('Nothing of the preview is left');
  });

  test('what cannot be deleted is tried five times, and then the job fails', () => {
    const { code, changes, output } = runWithFakeAws(script, [['delete-stack .*service$', 254, 'cannot be deleted while in status UPDATE_IN_PROGRESS\\n']], { env });
    expect(code).toBe(1);
    expect(changes.filter((call) => call.includes('delete-stack'))).toHaveLength(5);
    expect(changes.join()).not.toContain('platform');
    expect(output).toContain('::error::Stack pipewright-shop-preview-pr-12-service could not be deleted');
  });
});

test('a rule by path, too', () => {
  const jobs = new Jobs('ecs', { platform: ecs({ loadBalancer: sharedBalancer({ hosts: ['preview.example.com'], paths: ['/pr-{number}/*'] }) }), url: undefined });
  const rule = Object.values<any>(json(jobs, 'platform.template.json').Resources).find((r) => r.Type === 'AWS::ElasticLoadBalancingV2::ListenerRule');
  expect(rule.Properties.Conditions).toMatchObject([{ HostHeaderConfig: { Values: ['preview.example.com'] } }, { PathPatternConfig: { Values: [`/${SUFFIX}/*`] } }]);
});
