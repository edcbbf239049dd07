/** A stack without anything of the CDK's own: no assets, no bootstrap, no metadata. */
import type { App, Stack } from 'aws-cdk-lib';
import type { Cdk } from './cdk';
import type { EcsSettings } from './settings';

/** CloudFormation learnt to tag the listeners and scaling only lately; parameters are named after the target anyway. */
const UNTAGGED = [
  'AWS::SSM::Parameter',
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
];

export function newStack(cdk: Cdk, app: App, id: string, settings: EcsSettings, stackName: string, description: string): Stack {
  const stack = new cdk.Stack(app, id, {
    stackName,
    description,
    env: { account: settings.account, region: settings.region },
    synthesizer: new cdk.BootstraplessSynthesizer(),
    analyticsReporting: false,
  });
  stack.templateOptions.templateFormatVersion = '2010-09-09';
  const tags = { ...tagsOf(settings), ...(settings.context.preview && { 'pipewright:preview': settings.context.preview.suffix }) };
  for (const [key, value] of Object.entries(tags)) cdk.Tags.of(stack).add(key, value, { excludeResourceTypes: UNTAGGED });
  return stack;
}

export function tagsOf({ context }: EcsSettings): Record<string, string> {
  const { repository } = context;
  return {
    'pipewright:target': context.id,
    ...(repository && { 'pipewright:repository': `${repository.owner}/${repository.name}` }),
  };
}
