import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { asText, factsOf } from './support/facts';
import { ownerOf } from './support/misfits';
import { scanTemplate } from '../workflow/expression-scan';
import { Path } from '../workflow/model';

const FEWER_THAN = 400;

export const concurrencyGroup: Rule = {
  id: 'concurrency-group',
  severity: 'error',
  description: 'A concurrency group has a name of under 400 characters, either queues or cancels, and is not both the workflow\'s and a job\'s.',
  reason: 'GitHub refuses the name; a job that waits for its own workflow waits for ever.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency',
  *check(document) {
    const { model, jobs, misfits } = factsOf(document);
    for (const misfit of misfits) if (ownerOf(misfit) === 'concurrency-group') yield misfit;
    yield* check(model.concurrency, ['concurrency']);
    const group = groupOf(model.concurrency);
    for (const { id, job, path } of jobs) {
      const here = [...path, 'concurrency'];
      yield* check(job.concurrency, here);
      if (group === undefined || groupOf(job.concurrency)?.toLowerCase() !== group.toLowerCase()) continue;
      yield { path: here, at: 'key', message: `the job '${id}' waits for the group that its own workflow holds`, value: group, fix: 'give the job a group of its own' };
    }
  },
};

function groupOf(concurrency: unknown): string | undefined {
  return isRecord(concurrency) ? asText(concurrency.group) : asText(concurrency);
}

function* check(concurrency: unknown, path: Path): Generator<Finding> {
  const group = groupOf(concurrency);
  const here = isRecord(concurrency) ? [...path, 'group'] : path;
  // the schema already refuses an empty name everywhere but in the short form of a workflow
  if (group === '' && path.length === 1 && !isRecord(concurrency)) yield { path: here, message: 'the concurrency group has no name', value: group };
  if (group !== undefined && fixedLength(group) >= FEWER_THAN) {
    yield { path: here, message: `the name of a concurrency group has under ${FEWER_THAN} characters; this has ${fixedLength(group)}`, value: group };
  }
  if (isRecord(concurrency) && concurrency.queue === 'max' && concurrency['cancel-in-progress'] !== undefined && concurrency['cancel-in-progress'] !== false) {
    yield { path: [...path, 'queue'], message: 'queue: max keeps every run, so that none can be cancelled', value: 'max', fix: 'remove cancel-in-progress, or queue' };
  }
}

/** Without the expressions, whose length only the run knows. */
function fixedLength(text: string): number {
  return scanTemplate(text).segments.reduce((length, { start, end }) => length - (end - start), text.length);
}
