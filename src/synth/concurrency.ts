/** The concurrency of a pipeline that says nothing of it. */
import { ConcurrencyModel, TriggerMap } from '../workflow/model';

/**
 * One run a ref at a time. Only a pull request's run is cancelled by a newer one: a deploy never is.
 * What is only called runs within the concurrency of its caller, which may call it several times in one run; what is called
 * as well is told apart by its caller and its inputs. The id stands first: a group that is the caller's, too, would deadlock.
 */
export function defaultConcurrency(id: string, on: TriggerMap): ConcurrencyModel | undefined {
  const called = Object.hasOwn(on, 'workflow_call');
  if (called && Object.keys(on).length === 1) return undefined;
  const pullRequest = Object.hasOwn(on, 'pull_request') || called;
  const onlyPullRequest = Object.keys(on).length === 1 && Object.hasOwn(on, 'pull_request');
  const key = pullRequest ? 'github.event.pull_request.number || github.ref' : 'github.ref';
  const inputs = Object.keys(on.workflow_call?.inputs ?? {}).map((name) => `-\${{ inputs.${name} }}`).join('');
  const caller = called ? `-\${{ github.workflow }}${inputs}` : '';
  return {
    'group': `${id}-\${{ ${key} }}${caller}`,
    'cancel-in-progress': onlyPullRequest ? true : pullRequest ? '${{ github.event_name == \'pull_request\' }}' : false,
  };
}
