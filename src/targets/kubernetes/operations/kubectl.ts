/** The operations of a target that is deployed with kubectl and kustomize. */
import * as scripts from './scripts';
import { values } from './values';
import type { Step } from '../../../step';
import { script } from '../../support/script';
import type { TargetContext, TargetOperations } from '../../target';
import { KubernetesObject } from '../objects/object';
import type { Plan } from '../plan';

export function kubectlOperations(context: TargetContext, plan: Plan, objects: readonly KubernetesObject[], login: () => Step[]): TargetOperations {
  const of = values(context, plan, objects);
  return {
    login,
    deploy: () => [
      script('Set the image', scripts.SET_IMAGE, { env: of('DIRECTORY') }),
      script('Take over what was changed by hand', scripts.TAKE_OVER, { env: of('DIRECTORY', 'MINIMUM', 'NAMESPACE') }),
      script('Show what will change', scripts.SHOW_CHANGES, { env: of('DIRECTORY') }),
      script('Apply', scripts.APPLY, { env: of('DIRECTORY', 'MINIMUM', 'NAME', 'NAMESPACE', 'SELECTOR') }),
      script('Wait for the rollout', scripts.AWAIT_ROLLOUT, { env: of('NAME', 'NAMESPACE', 'SELECTOR', 'TIMEOUT') }),
      script('Remove what is no longer defined', scripts.PRUNE, { env: of('DIRECTORY', 'LABELS', 'NAMESPACE', 'RESOURCES') }),
    ],
    verify: () => [script('Assert the running digest', scripts.VERIFY, { env: of('NAME', 'NAMESPACE', 'SELECTOR') })],
    rollback: () => [script('Roll back', scripts.UNDO, { if: 'failure()', env: of('DIRECTORY', 'MINIMUM', 'NAME', 'NAMESPACE', 'TIMEOUT') })],
    destroy: () => [script('Delete everything', scripts.DELETE_ALL, { env: of('LABELS', 'NAMESPACE', 'RESOURCES') })],
    drift: () => [script('Compare with what runs', scripts.DRIFT, { env: of('DIRECTORY', 'MINIMUM', 'NAME', 'NAMESPACE', 'REPOSITORY') })],
  };
}
