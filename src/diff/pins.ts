/** Actions that are used at another release, once each however often they are used. */
import { DiffItem } from './model';
import { WorkflowDocument } from '../workflow/document';
import { everyStep } from '../workflow/steps';

export function pinBumps(before: WorkflowDocument | undefined, after: WorkflowDocument | undefined): DiffItem[] {
  const [left, right] = [releases(before), releases(after)];
  return [...right].flatMap(([action, used]): DiffItem[] => {
    const old = left.get(action);
    const [was, is] = [old && describe(old), describe(used)];
    return was === undefined || was === is ? [] : [{ mark: 'changed', subject: `action ${action}`, details: [{ text: `${was} → ${is}` }] }];
  });
}

/** By action: the refs that it is used at, commits with the release that their comment names. */
function releases(document: WorkflowDocument | undefined): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const comments = new Map((document?.comments ?? []).map((comment) => [comment.value, comment.text.split(/\s/)[0]]));
  const jobs = Object.values(document?.model.jobs ?? {});
  for (const uses of jobs.flatMap((job) => [job.uses, ...everyStep(job.steps).map((step) => step.uses)])) {
    const match = typeof uses === 'string' ? /^([\w.-]+\/[\w./-]+)@(.+)$/.exec(uses) : null;
    if (!match) continue;
    const [, action, ref] = match;
    const text = /^[0-9a-f]{40}$/.test(ref) ? `${comments.get(uses) ?? ''} ${ref.slice(0, 7)}`.trim() : ref;
    found.set(action, (found.get(action) ?? new Set()).add(text));
  }
  return found;
}

function describe(refs: ReadonlySet<string>): string {
  return [...refs].sort().join(', ');
}
