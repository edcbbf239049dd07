/** How two versions of a workflow differ, by meaning. */
import { Detail, DiffItem } from './model';
import { normalConcurrency, normalEnv, normalJob } from './normal';
import { wideningOf, writesOf } from './permissions';
import { pinBumps } from './pins';
import { compareSteps } from './steps';
import { compareValues, describeChange, same } from './values';
import { JobModel, TriggerMap, WorkflowModel } from '../workflow/model';
import { readWorkflow } from '../workflow/read/read-workflow';

/** Undefined where one of them is no workflow that can be read. */
export function compareWorkflows(file: string, before: string | undefined, after: string | undefined): DiffItem[] | undefined {
  const old = before === undefined ? undefined : readWorkflow(file, before).document;
  const next = after === undefined ? undefined : readWorkflow(file, after).document;
  if ((before !== undefined && !old) || (after !== undefined && !next)) return undefined;
  const [left, right] = [old?.model, next?.model];
  return [
    ...compareTriggers(left, right),
    ...compareTop(left, right),
    ...compareJobs(effective(left), effective(right)),
    ...pinBumps(old, next),
  ];
}

function compareTriggers(before: WorkflowModel | undefined, after: WorkflowModel | undefined): DiffItem[] {
  const [left, right] = [triggersOf(before), triggersOf(after)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((event): DiffItem[] => {
    const subject = `trigger ${event}`;
    if (!(event in left)) return [{ mark: 'added', subject, details: details(compareValues({}, right[event] ?? {})) }];
    if (!(event in right)) return [{ mark: 'removed', subject, details: [] }];
    const changes = compareValues(left[event] ?? {}, right[event] ?? {});
    return changes.length ? [{ mark: 'changed', subject, details: details(changes) }] : [];
  });
}

function triggersOf(model: WorkflowModel | undefined): Record<string, unknown> {
  const on = model?.on ?? {};
  if (typeof on === 'string') return { [on]: {} };
  return Array.isArray(on) ? Object.fromEntries(on.map((event) => [event, {}])) : { ...on as TriggerMap };
}

function details(changes: ReturnType<typeof compareValues>): Detail[] {
  return changes.map((change) => ({ text: describeChange(change) }));
}

/** Everything beside triggers and jobs. */
function compareTop(before: WorkflowModel | undefined, after: WorkflowModel | undefined): DiffItem[] {
  if (!before || !after) return [];
  const rest = ({ on: _on, jobs: _jobs, permissions: _permissions, ...others }: WorkflowModel) => ({
    ...others, env: normalEnv(others.env), concurrency: normalConcurrency(others.concurrency),
  });
  const found = details(compareValues(rest(before), rest(after)));
  return found.length ? [{ mark: 'changed', subject: 'workflow', details: found }] : [];
}

/** The jobs with the permissions that they have, their own or the workflow's. */
function effective(model: WorkflowModel | undefined): Record<string, JobModel> {
  return Object.fromEntries(Object.entries(model?.jobs ?? {}).map(([id, job]) => [id, { ...job, permissions: job.permissions ?? model?.permissions }]));
}

function compareJobs(before: Readonly<Record<string, JobModel>>, after: Readonly<Record<string, JobModel>>): DiffItem[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((id): DiffItem[] => {
    const subject = `job ${id}`;
    if (!(id in before)) return [{ mark: 'added', subject, details: summaryOf(after[id]) }];
    if (!(id in after)) return [{ mark: 'removed', subject, details: [] }];
    const found = compareJob(before[id], after[id]);
    return found.length ? [{ mark: 'changed', subject, details: found }] : [];
  });
}

function compareJob(before: JobModel, after: JobModel): Detail[] {
  const rest = ({ steps: _steps, permissions: _permissions, ...others }: JobModel) => normalJob(others);
  return [
    ...compareValues(rest(before), rest(after)).map((change) => ({ text: describeChange(change), ...gateChange(change.path) })),
    ...wideningOf(before.permissions, after.permissions),
    ...newSecrets(before, after),
    ...compareSteps(before.steps ?? [], after.steps ?? []),
  ];
}

/** Another environment is another set of secrets, reviewers and trust. */
function gateChange(path: string): Partial<Detail> {
  return path === 'environment' || path === 'environment.name' ? { widened: true } : {};
}

/** What a new job may do. */
function summaryOf(job: JobModel): Detail[] {
  const writes = writesOf(job.permissions);
  const secrets = secretsOf(job);
  const environment = typeof job.environment === 'string' ? job.environment : job.environment?.name;
  return [
    ...(job['runs-on'] === undefined ? [] : [{ text: `runs-on: ${[job['runs-on']].flat().map(String).join(', ')}` }]),
    ...(job.uses === undefined ? [] : [{ text: `uses: ${job.uses}` }]),
    ...(environment === undefined ? [] : [{ text: `environment: ${environment}` }]),
    ...(writes.length ? [{ text: `permissions: writes ${writes.join(', ')}`, widened: true }] : []),
    ...(secrets.length ? [{ text: `secrets: ${secrets.join(', ')}`, widened: true }] : []),
  ];
}

function newSecrets(before: JobModel, after: JobModel): Detail[] {
  const had = secretsOf(before);
  const gained = secretsOf(after).filter((name) => !had.includes(name));
  return gained.length ? [{ text: `secrets: reads ${gained.join(', ')}`, widened: true }] : [];
}

function secretsOf(job: JobModel): string[] {
  if (job.secrets === 'inherit') return ['all of the caller'];
  const names = JSON.stringify(job).matchAll(/\bsecrets(?:\.([A-Za-z_]\w*)|\[)/g);
  return [...new Set([...names].map(([, name]) => name ?? 'a computed name'))].filter((name) => !same(name, 'GITHUB_TOKEN')).sort();
}
