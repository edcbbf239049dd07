/** What the constructs' jobs share. */
import { Step } from '../step';
import { PipelineFacts } from '../synth/facts';

export function checkout(): Step {
  return Step.uses('actions/checkout', { name: 'Check out' });
}

/** A cache that a pull request can write may poison what a release pipeline ships. */
export function cachesAllowed(facts: PipelineFacts): boolean {
  return !facts.ships;
}
