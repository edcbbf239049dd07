import { Finding, Rule } from './rule';
import { PRIVILEGED_EVENTS, strict, zizmor } from './support/audit';
import { Facts, factsOf, StepFacts } from './support/facts';

export const dangerousTriggers: Rule = {
  id: 'dangerous-triggers',
  severity: 'warning',
  description: 'No trigger gives a stranger\'s pull request a run with secrets.',
  reason: 'pull_request_target, workflow_run and issue_comment run with the repository\'s secrets and a token that writes, on what anybody sends. '
    + 'An error where such a run also checks out the pull request: its code then has them.',
  source: zizmor('dangerous-triggers'),
  *check(document) {
    const facts = factsOf(document);
    const present = PRIVILEGED_EVENTS.filter((event) => facts.events.has(event));
    if (present.length === 0) return;
    for (const event of present) {
      if (event === 'pull_request_target' && isLabeler(facts)) continue;
      yield {
        path: pathOf(facts, event), message: `${event} gives what strangers send the repository's secrets`, value: event,
        severity: strict(document), fix: 'use pull_request; or switch this rule off with the reason why it is safe',
      };
    }
    for (const step of facts.steps) yield* pwned(step, present);
  },
};

function pathOf(facts: Facts, event: string): (string | number)[] {
  const { on } = facts.model;
  if (Array.isArray(on)) return ['on', on.indexOf(event)];
  return typeof on === 'string' ? ['on'] : ['on', event];
}

/** The one use that GitHub itself recommends. */
function isLabeler({ jobs, steps }: Facts): boolean {
  return jobs.length === 1 && steps.length === 1 && steps[0].action === 'actions/labeler';
}

const HEAD = /github\.(head_ref|event\.(pull_request\.head\.(sha|ref)|pull_request\.merge_commit_sha|workflow_run\.head_(sha|branch|commit\.id)))|refs\/pull\//i;

function* pwned(step: StepFacts, events: readonly string[]): Generator<Finding> {
  if (step.action !== 'actions/checkout') return;
  for (const input of ['ref', 'repository']) {
    const value = step.with[input];
    if (typeof value !== 'string' || !(HEAD.test(value) || /pull_request\.head\.repo|workflow_run\.head_repository/i.test(value))) continue;
    yield {
      path: [...step.path, 'with', input], message: `with ${events.join(' and ')} this runs a stranger's code with the repository's secrets`, value,
      severity: 'error', fix: 'build strangers\' code on pull_request only',
    };
    return;
  }
}
