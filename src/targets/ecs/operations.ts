/** The steps of each operation. */
import { Step } from '../../step';
import type { TargetOperations } from '../target';
import { sessionSeconds } from './bootstrap';
import { inScript } from './preview';
import * as scripts from './scripts';
import { destroy } from './scripts-destroy';
import { drift } from './scripts-drift';
import type { EcsSettings } from './settings';

export function operations(made: EcsSettings): TargetOperations {
  const settings = inScript(made);
  return {
    login: () => [login(settings)],
    deploy: () => [
      Step.run(scripts.rememberService(settings), { name: 'Remember what runs' }),
      Step.run(scripts.deployPlatform(settings), { name: 'Deploy the platform' }),
      Step.run(scripts.deployService(settings), { name: 'Deploy the service' }),
    ],
    verify: () => [Step.run(scripts.verify(settings), { name: 'Verify the running digest' })],
    rollback: () => [Step.run(scripts.rollback(settings), { name: 'Roll back', if: 'failure()' })],
    destroy: () => [Step.run(destroy(settings), { name: 'Delete the stacks' })],
    drift: () => [Step.run(drift(settings), { name: 'Compare with what is defined' })],
  };
}

function login(settings: EcsSettings): Step {
  const seconds = sessionSeconds(settings);
  return Step.uses('aws-actions/configure-aws-credentials', {
    name: 'Sign in to AWS',
    with: {
      'role-to-assume': settings.deployRole.arn,
      'aws-region': settings.region,
      'allowed-account-ids': settings.account,
      'role-session-name': sessionName(settings),
      ...(seconds > 3600 && { 'role-duration-seconds': String(seconds) }),
    },
  });
}

/** Shown in CloudTrail; 64 characters of a small set. */
function sessionName({ context }: EcsSettings): string {
  return `pipewright-${context.id}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
}
