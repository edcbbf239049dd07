import { Construct } from 'constructs';
import { DeployTarget } from './deploy-target';
import { checkedOut } from './shared';
import { checkNew, refusal } from '../checks/guard';
import { JobBase } from '../job-base';
import { Pipeline } from '../pipeline';
import { Runner } from '../runner';
import { Step } from '../step';
import { allOf } from '../synth/facts';
import { ConstructProblem, JobSpec, LoweringScope } from '../synth/job-spec';
import { TargetOperations } from '../targets/target';
import { Trigger } from '../trigger';

export interface OperationsPipelineProps {
  /** The targets that can be operated on. */
  readonly targets: DeployTarget[];
  /**
   * Cron expression of the drift detection.
   * @default - every day at 04:47 UTC
   */
  readonly driftSchedule?: string;
  /**
   * Also offer to destroy a target: everything it created is removed.
   * @default true
   */
  readonly destroy?: boolean;
  /**
   * Name of the workflow.
   * @default - made from the id
   */
  readonly displayName?: string;
}

const DIGEST = '${{ inputs.digest }}';
const CHECK_DIGEST = `if ! [[ "\${DIGEST}" =~ ^sha256:[0-9a-f]{64}$ ]]; then
  echo "::error::the digest must be sha256: and 64 hexadecimal digits"
  exit 1
fi`;
const CHECK_CONFIRMATION = `if [[ "\${CONFIRMATION}" != "\${TARGET}" ]]; then
  echo "::error::type the target's name into the field confirm to destroy it"
  exit 1
fi`;

/**
 * What is done to targets by hand or on a schedule: roll back to a digest, detect drift, destroy.
 * It runs in the targets' own environments, so their reviewers and trust hold here too.
 */
export class OperationsPipeline extends Pipeline {
  constructor(scope: Construct, id: string, props: OperationsPipelineProps) {
    checkNew('OperationsPipeline', undefined, scope, id, props);
    if (props.targets.length === 0) throw refusal(`OperationsPipeline ${id}`, [{ at: 'targets', message: 'the list of targets is empty, so there is nothing to operate on', value: [], fix: 'list DeployTargets' }]);
    const ids = props.targets.map((target) => target.node.id);
    const operations = ['rollback', 'drift', ...(props.destroy === false ? [] : ['destroy'])];
    super(scope, id, {
      displayName: props.displayName,
      runName: '${{ github.event_name == \'schedule\' && \'Drift detection\' || format(\'{0} {1}\', inputs.operation, inputs.target) }}',
      triggers: [
        Trigger.cron(props.driftSchedule ?? '47 4 * * *'),
        Trigger.manual({
          inputs: {
            operation: { type: 'choice', description: 'What to do', options: operations, required: true },
            target: { type: 'choice', description: 'On which target', options: ids, required: true },
            digest: { description: 'rollback: the digest to go back to, sha256:…', default: '' },
            ...(props.destroy === false ? {} : { confirm: { description: 'destroy: the target\'s name again', default: '' } }),
          },
        }),
      ],
    });
    for (const target of props.targets) {
      for (const operation of operations) new OperationJob(this, `${operation}-${target.node.id}`, target, operation);
    }
  }
}

/** One operation on one target. */
class OperationJob extends JobBase {
  constructor(scope: Construct, id: string, private readonly target: DeployTarget, private readonly operation: string) {
    super(scope, id);
  }

  /** @internal */
  public _jobs(scope: LoweringScope): JobSpec[] {
    const { target, operation } = this;
    const app = scope.pipeline._app;
    // what is wrong with the target is said of the target, once
    const report = (problem: ConstructProblem) => scope.report(problem, target);
    const context = target._context(scope.facts, app, report);
    const { operations } = target._output(scope.facts, app, report);
    // a platform of one's own may not offer it: a job that does nothing would say that it is done
    if (ownSteps(operation, operations).length === 0) return [];
    const chosen = `inputs.operation == '${operation}' && inputs.target == '${target.node.id}'`;
    const rollback = operation === 'rollback';
    return [{
      name: `${operation.charAt(0).toUpperCase()}${operation.slice(1)} ${target.node.id}`,
      runsOn: Runner.UBUNTU_24_04,
      if: allOf(onBranch(context.defaultBranch), operation === 'drift' ? `github.event_name == 'schedule' || (${chosen})` : chosen),
      // looking for drift is no deployment
      environment: operation === 'drift' ? { name: target.environment, deployment: false } : { name: target.environment },
      concurrency: target._concurrency(),
      timeoutMinutes: target._timeout(),
      publishes: true,
      env: rollback ? target._env(context.imageRepository, DIGEST) : { ENVIRONMENT: target.environment },
      steps: [...(rollback ? [check(CHECK_DIGEST)] : []), ...this.confirmation(), ...checkedOut(stepsOf(operation, operations))],
    }];
  }

  private confirmation(): Step[] {
    if (this.operation !== 'destroy') return [];
    return [Step.run(CHECK_CONFIRMATION, {
      name: 'Check the confirmation', shell: 'bash', env: { CONFIRMATION: '${{ inputs.confirm }}', TARGET: this.target.node.id },
    })];
  }
}

function onBranch(branch: string): string {
  return `github.ref == 'refs/heads/${branch}'`;
}

function check(script: string): Step {
  return Step.run(script, { name: 'Check the digest', shell: 'bash' });
}

function stepsOf(operation: string, operations: TargetOperations): Step[] {
  return [...operations.login(), ...ownSteps(operation, operations)];
}

function ownSteps(operation: string, operations: TargetOperations): Step[] {
  switch (operation) {
    case 'rollback': return [...operations.deploy(), ...operations.verify()];
    case 'drift': return operations.drift();
    default: return operations.destroy();
  }
}
