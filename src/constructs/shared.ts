/** What the constructs' jobs share. */
import { isDeepStrictEqual } from 'util';
import { Step } from '../step';
import { PipelineFacts } from '../synth/facts';

export function checkout(): Step {
  return Step.uses('actions/checkout', { name: 'Check out' });
}

/**
 * A job that checks out first, and then does the rest. A checkout among the user's own steps takes the place of ours:
 * later it would throw away what was written since, and twice is once too often. Those of another repository, folder or ref stay where they are.
 */
export function checkedOut(rest: readonly Step[]): Step[] {
  const own = rest.find((step) => isCheckout(step) && step._spec.props.if === undefined);
  if (!own) return [checkout(), ...rest];
  const repeated = rest.filter((step) => step !== own && repeats(step, own));
  const { _spec: spec } = own;
  const first = Step._of({
    ...spec,
    props: { ...spec.props, name: spec.props.name ?? 'Check out', permissions: Object.assign({}, ...[...repeated, own].map((step) => step._spec.props.permissions)) },
    reasons: Object.assign({}, ...[...repeated, own].map((step) => step._spec.reasons)),
  });
  return [first, ...rest.filter((step) => step !== own && !repeated.includes(step))];
}

/** Of the commit at hand, into the workspace, for nobody to refer to. */
function isCheckout({ id, _spec: { uses = '', with: inputs = {} } }: Step): boolean {
  return /^actions\/checkout(@|$)/.test(uses) && id === undefined && !['repository', 'path', 'ref'].some((input) => inputs[input] !== undefined);
}

function repeats(step: Step, other: Step): boolean {
  const inputs = step._spec.with ?? {};
  return isCheckout(step) && [undefined, 'failure()'].includes(step._spec.props.if) && (Object.keys(inputs).length === 0 || isDeepStrictEqual(inputs, other._spec.with));
}

/** A cache that a pull request can write may poison what a release pipeline ships. */
export function cachesAllowed(facts: PipelineFacts): boolean {
  return !facts.ships;
}
