/** One way to write what GitHub lets people write in several: only a difference of meaning is a difference. */
import { defined } from '../values';
import { bareCondition } from '../workflow/condition';
import { ContainerModel, EnvModel, JobModel, StepModel } from '../workflow/model';

export function normalJob(job: JobModel): JobModel {
  return defined({
    ...job,
    'if': bareCondition(job.if),
    'needs': job.needs === undefined ? undefined : [job.needs].flat(),
    'runs-on': normalRunner(job['runs-on']),
    'environment': normalEnvironment(job.environment),
    'concurrency': normalConcurrency(job.concurrency),
    'env': normalEnv(job.env),
    'container': normalContainer(job.container),
    'services': typeof job.services === 'object' && job.services !== null
      ? Object.fromEntries(Object.entries(job.services).map(([name, one]) => [name, normalContainer(one) ?? one])) : job.services,
  });
}

export function normalStep(step: StepModel): StepModel {
  return defined({
    ...step,
    if: bareCondition(step.if),
    env: normalEnv(step.env),
    with: typeof step.with === 'object' && step.with !== null ? normalEnv(step.with) as Record<string, string> : step.with,
    // the last newline of a script means nothing to its shell
    run: step.run === undefined ? undefined : String(step.run).replace(/\n$/, ''),
    // releases are summed up for the whole file
    uses: step.uses?.replace(/^([\w.-]+\/[\w./-]+)@.+$/, '$1'),
  });
}

export function normalConcurrency(value: JobModel['concurrency']): JobModel['concurrency'] {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? { 'group': value, 'cancel-in-progress': false } : { 'cancel-in-progress': false, ...value };
}

/** Values end up as text. */
export function normalEnv(env: EnvModel | undefined): EnvModel | undefined {
  if (typeof env !== 'object' || env === null) return env ?? undefined;
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value ?? '')]));
}

function normalEnvironment(value: JobModel['environment']): JobModel['environment'] {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 1 ? value.name : value;
}

function normalRunner(value: JobModel['runs-on']): JobModel['runs-on'] {
  if (Array.isArray(value)) return value.length === 1 ? value[0] : value;
  if (typeof value !== 'object' || value === null || value.labels === undefined) return value;
  return { ...value, labels: [value.labels].flat() };
}

function normalContainer(value: string | ContainerModel | undefined): string | ContainerModel | undefined {
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  if (Object.keys(value).length === 1 && value.image !== undefined) return value.image;
  return defined({ ...value, env: normalEnv(value.env), ports: value.ports?.map(String) });
}
