/** ECS on Fargate: two CloudFormation templates, the commands that deploy them, and the trust that lets them. */
import type { RegistryInfo } from '../../registries/registry';
import type { TargetContext, TargetFile, TargetOutput, TargetProblem, TargetProvider } from '../target';
import { accountNeeds, bootstrapCommands, bootstrapFiles } from './bootstrap';
import { checkTarget } from './check';
import { operations } from './operations';
import type { EcsPlatformProps } from './props';
import { readSettings } from './read-settings';
import { EcsSettings, isRolling, isScaled } from './settings';
import { synthesizeTemplates } from './templates';

/** AWS ECS on Fargate. */
export class EcsTarget implements TargetProvider {
  public readonly kind = 'ecs';
  public readonly title = 'AWS ECS';
  public readonly pullable = ['Registry.ecr(…)', 'any registry with `public: true`', 'any registry with `pullSecret`: the ARN of a Secrets Manager secret'];

  constructor(private readonly props: EcsPlatformProps) {}

  public canPull(registry: RegistryInfo): boolean {
    return registry.ecr !== undefined || registry.isPublic || registry.pullSecret !== undefined;
  }

  public synthesize(context: TargetContext): TargetOutput {
    let errors = 0;
    const report = (problem: TargetProblem) => {
      if (problem.severity !== 'warning') errors++;
      context.report(problem);
    };
    const settings = readSettings(this.props, context, report);
    checkTarget(settings, report);
    // the CDK would throw on what is already reported
    const files: TargetFile[] = errors ? [] : synthesizeTemplates(settings, report);
    return {
      files,
      bootstrap: bootstrapFiles(settings, report),
      bootstrapCommands: bootstrapCommands(settings),
      accounts: accountNeeds(settings),
      operations: operations(settings),
      ...(settings.network.vpcId !== undefined && { reach: `the security groups of ${settings.network.vpcId}, and the load balancers behind them` }),
      owns: [
        `the ECS service ${settings.names.cluster}/${settings.names.service} in ${settings.account}/${settings.region}`,
        ...rulesOf(settings),
      ],
      notes: notes(settings),
    };
  }
}

function notes(settings: EcsSettings): string[] {
  const { context, loadBalancer, network, readonlyRootFilesystem, writablePaths } = settings;
  const { workload } = context;
  return [
    `Tasks run in ${network.tasksArePublic ? 'public subnets, with a public address' : 'private subnets; these need a way to the registry (NAT or endpoints)'}.`,
    ...(readonlyRootFilesystem ? [`The image's files are read-only; ${writablePaths.join(', ') || 'nothing'} is writable, in memory.`] : []),
    ...(settings.user ? [] : ['The container runs as the user of its image: give the image a USER, or set `user`.']),
    ...(loadBalancer && !workload.healthPath ? ['Without `healthPath` any answer below 500 to / counts as healthy.'] : []),
    ...(settings.containerCheck?.[0] === 'CMD-SHELL' ? ['The container is asked for its health path with wget: the image must have it, or set `healthCommand`.'] : []),
    ...(isScaled(settings) ? ['Auto scaling owns the number of tasks between min and max.'] : []),
    ...(loadBalancer?.domain && !loadBalancer.hostedZoneId && !loadBalancer.existing ? [`Point ${loadBalancer.domain} to the output LoadBalancerDnsName of ${settings.names.platformStack}.`] : []),
    ...(isRolling(settings) ? [] : ['Before a return to a rolling rollout, see that the listener rule sends all traffic to the blue target group; else deploy once more first.']),
    ...(context.preview && loadBalancer && !loadBalancer.existing
      ? ['Each preview has a load balancer of its own, which takes minutes and costs money: share one by EcsLoadBalancer.existing.'] : []),
    'A new secret or permission is also part of the roles\' boundary: run the bootstrap again.',
  ];
}

/** A listener has one rule of a priority; of previews each takes a free one. */
function rulesOf({ loadBalancer, context }: EcsSettings): string[] {
  const existing = context.preview ? undefined : loadBalancer?.existing;
  return existing ? [`the priority ${existing.priority} of ${existing.listenerArn}`] : [];
}
