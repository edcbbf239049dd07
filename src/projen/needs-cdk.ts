/** Whether a program deploys to ECS, whose infrastructure `aws-cdk-lib` renders. */
import { DeployTarget } from '../constructs/deploy-target';
import { Program } from '../load/program';

export function needsCdk(program: Program): boolean {
  const constructs = program.apps.flatMap((app) => app.node.findAll());
  return constructs.some((construct) => construct instanceof DeployTarget && construct._props?.platform?._provider.kind === 'ecs');
}
