/** An ECS target of the contract's programs, for the tests of this folder. */
import type { RegistryInfo } from '../../../src/registries/registry';
import { EcsPlatformProps, EcsTarget, EcsVpc } from '../../../src/targets/ecs';
import type { TargetOutput, TargetProblem } from '../../../src/targets/target';
import { ContextChanges, FakeContext, fakeContext } from '../context';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

export const ECR: RegistryInfo = {
  kind: 'ecr',
  host: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`,
  repository: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/api`,
  isPublic: false,
  ecr: { account: ACCOUNT, region: REGION, repository: 'api' },
};

export const EXISTING_VPC = EcsVpc.existing({
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  publicSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
  privateSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'],
});

export interface Synthesized {
  readonly context: FakeContext;
  readonly output: TargetOutput;
  readonly errors: readonly TargetProblem[];
  readonly warnings: readonly TargetProblem[];
  readonly platform: Template;
  readonly service: Template;
  readonly role: Template;
}

export interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
  readonly [key: string]: unknown;
}

export interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Parameters?: Record<string, Record<string, unknown>>;
  readonly Outputs?: Record<string, any>;
}

export function synthesize(props: Partial<EcsPlatformProps> = {}, changes: ContextChanges = {}): Synthesized {
  const context = fakeContext({ registry: ECR, imageRepository: ECR.repository, ...changes });
  const target = new EcsTarget({ account: ACCOUNT, region: REGION, vpc: EXISTING_VPC, ...props });
  const output = target.synthesize(context);
  const isWarning = (p: TargetProblem) => p.severity === 'warning';
  const file = (files: TargetOutput['files'], path: string) => files.find((f) => f.path === path)?.content as Template;
  return {
    context,
    output,
    errors: context.problems.filter((p) => !isWarning(p)),
    warnings: context.problems.filter(isWarning),
    platform: file(output.files, 'platform.template.json'),
    service: file(output.files, 'service.template.json'),
    role: file(output.bootstrap, 'role.template.json'),
  };
}

/** The resources of a type. */
export function ofType(template: Template, type: string): Resource[] {
  return Object.values(template.Resources).filter((r) => r.Type === type);
}

/** The one resource of a type. */
export function theOnly(template: Template, type: string): Resource {
  const found = ofType(template, type);
  if (found.length !== 1) throw new Error(`${found.length} resources of ${type}`);
  return found[0];
}

/** The scripts of an operation, in order. */
export function scriptsOf(output: TargetOutput, operation: keyof TargetOutput['operations']): { name: string; script: string }[] {
  return output.operations[operation]().flatMap((step) => (step._spec.run ? [{ name: String(step._spec.props.name), script: step._spec.run }] : []));
}
