/** A job as a construct. */
import { container, services } from './containers';
import { ImportedFile, isExpression, key, Override, props, strings } from './file';
import { Code, source } from './source';
import { importSteps, StepContext } from './steps';
import { hostedRunnerLabels } from '../hosted-labels';
import { Runner } from '../runner';
import { bareCondition } from '../workflow/condition';
import { ConcurrencyModel, JobModel, StrategyModel } from '../workflow/model';

export interface JobContext extends StepContext {
  /** Variable of the pipeline. */
  readonly pipeline: string;
  /** Variable of this job, where others refer to it or it has overrides. */
  readonly variable: string;
  readonly isReferred: boolean;
  /** Variables of the jobs that it needs. */
  readonly needs: readonly string[];
  /** Permissions of the workflow. */
  readonly inherited: JobModel['permissions'];
  /** Variables of the pipelines of this program, by file. */
  readonly pipelines: ReadonlyMap<string, string>;
}

const DEFAULT_TIMEOUT = 360;
const TYPED = [
  'name', 'needs', 'if', 'runs-on', 'permissions', 'environment', 'concurrency', 'timeout-minutes', 'continue-on-error', 'strategy', 'outputs', 'env',
  'defaults', 'container', 'services', 'steps', 'uses', 'with', 'secrets', 'snapshot', 'cancel-timeout-minutes', 'cache-mode',
];

export function job(id: string, model: JobModel, context: JobContext): string {
  const overrides: Override[] = Object.entries(model).filter(([name]) => !TYPED.includes(name)).map(([name, value]) => ({ path: key(name), value }));
  const steps = importSteps(model.steps ?? [], context);
  overrides.push(...steps.overrides);
  const given = model.uses === undefined ? { ...jobProps(model, context, overrides), steps: steps.codes } : callProps(model, context, overrides);
  const create = `new ${context.file.use(model.uses === undefined ? 'Job' : 'CallJob')}(${context.pipeline}, ${source(id)}, ${source(given)})`;
  const named = context.isReferred || overrides.length > 0;
  return [
    ...steps.constants,
    `${named ? `const ${context.variable} = ` : ''}${create};`,
    ...overrides.map(({ path, value }) => `${context.variable}.addOverride(${source(path)}, ${source(value)});`),
  ].join('\n');
}

function common(model: JobModel, { needs }: JobContext, overrides: Override[]) {
  return {
    displayName: model.name,
    needs: needs.length ? needs.map((name) => new Code(name)) : undefined,
    if: bareCondition(model.if),
    concurrency: concurrency(model.concurrency),
    cacheMode: model['cache-mode'],
    matrix: matrix(model.strategy, overrides),
  };
}

function jobProps(model: JobModel, context: JobContext, overrides: Override[]): object {
  const { displayName, needs, if: when, concurrency: group, cacheMode, matrix: axes } = common(model, context, overrides);
  return {
    displayName,
    needs,
    ...runner(model['runs-on'], context.file, overrides),
    if: when,
    permissions: permissions(model, context, overrides),
    environment: environment(model, overrides),
    concurrency: group,
    cacheMode,
    timeoutMinutes: timeout(model, context, overrides),
    continueOnError: model['continue-on-error'],
    matrix: axes,
    outputs: model.outputs,
    env: env(model, overrides),
    defaultShell: model.defaults?.run?.shell,
    defaultWorkingDirectory: model.defaults?.run?.['working-directory'],
    container: container(model.container, 'container', overrides),
    services: services(model, overrides),
    cancelTimeoutMinutes: cancelTimeout(model, overrides),
    snapshot: snapshot(model),
  };
}

function callProps(model: JobModel, context: JobContext, overrides: Override[]): object {
  const local = /^\.\/(.+)$/.exec(model.uses ?? '')?.[1];
  const pipeline = local === undefined ? undefined : context.pipelines.get(local);
  const release = context.releases.get(model.uses ?? '');
  const uses = release === undefined ? model.uses : `${model.uses} # ${release}`;
  if (typeof model.secrets === 'string') overrides.push({ path: 'secrets', value: model.secrets });
  return {
    ...common(model, context, overrides),
    ...(pipeline === undefined ? { uses } : { pipeline: new Code(pipeline) }),
    with: model.with,
    secrets: typeof model.secrets === 'object' ? strings(model.secrets) : undefined,
    permissions: permissions(model, context, overrides),
  };
}

function runner(runsOn: JobModel['runs-on'], file: ImportedFile, overrides: Override[]): object {
  if (isExpression(runsOn)) return { runsOn };
  const call = (text: string) => ({ runner: new Code(`${file.use('Runner')}.${text}`) });
  const list = (labels: readonly string[]) => labels.map((label) => source(label)).join(', ');
  if (typeof runsOn === 'object' && !Array.isArray(runsOn)) {
    if (runsOn.group !== undefined) return call(`group(${list([runsOn.group, ...[runsOn.labels ?? []].flat()])})`);
    overrides.push({ path: 'runs-on', value: runsOn });
    return {};
  }
  const labels = [runsOn ?? []].flat();
  if (labels.length === 1) return call(constantOf(labels[0]) ?? (labels[0] === 'self-hosted' ? 'selfHosted()' : `custom(${source(labels[0])})`));
  if (labels[0] === 'self-hosted') return call(`selfHosted(${list(labels.slice(1))})`);
  overrides.push({ path: 'runs-on', value: runsOn });
  return {};
}

function constantOf(label: string): string | undefined {
  if (!hostedRunnerLabels().includes(label)) return undefined;
  return Object.entries(Runner).find(([, value]) => value instanceof Runner && value.labels[0] === label)?.[0];
}

/** The library writes permissions for each job, none for the workflow. */
function permissions(model: JobModel, { inherited, file, where }: JobContext, overrides: Override[]): Record<string, string> | undefined {
  const given = model.permissions ?? inherited;
  if (given === undefined) {
    file.note(`${where}: it had the repository's default permissions, and now has what its steps are known to need; add what is missing to permissions`);
    return undefined;
  }
  if (typeof given !== 'string') return Object.keys(given).length ? { ...given } : undefined;
  if (given === '') return undefined;
  overrides.push({ path: 'permissions', value: given });
  return undefined;
}

function environment(model: JobModel, overrides: Override[]): object | undefined {
  if (typeof model.environment === 'string') return { name: model.environment };
  if (!model.environment || typeof model.environment.deployment !== 'string') return model.environment;
  overrides.push({ path: 'environment.deployment', value: model.environment.deployment });
  return { name: model.environment.name, url: model.environment.url };
}

function timeout(model: JobModel, { file, where }: JobContext, overrides: Override[]): number | undefined {
  const minutes = model['timeout-minutes'];
  if (typeof minutes === 'number') return minutes;
  if (minutes !== undefined) overrides.push({ path: 'timeout-minutes', value: minutes });
  else file.note(`${where}: it had no timeout, so GitHub's 360 minutes; lower it`);
  return minutes === undefined ? DEFAULT_TIMEOUT : undefined;
}

function cancelTimeout({ 'cancel-timeout-minutes': minutes }: JobModel, overrides: Override[]): number | undefined {
  if (minutes === undefined || typeof minutes === 'number') return minutes;
  overrides.push({ path: 'cancel-timeout-minutes', value: minutes });
  return undefined;
}

function snapshot({ snapshot: image }: JobModel): object | undefined {
  if (image === undefined) return undefined;
  return typeof image === 'string' ? { imageName: image } : { imageName: image['image-name'], version: image.version, if: bareCondition(image.if) };
}

function env(model: JobModel, overrides: Override[]): Record<string, string> | undefined {
  if (typeof model.env === 'object' && model.env !== null) return strings(model.env);
  if (model.env !== undefined && model.env !== null) overrides.push({ path: 'env', value: model.env });
  return undefined;
}

export function concurrency(value: string | ConcurrencyModel | undefined): object | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? { group: value } : { group: value.group, cancelInProgress: value['cancel-in-progress'], queue: value.queue };
}

function matrix(strategy: StrategyModel | undefined, overrides: Override[]): object | undefined {
  if (strategy === undefined) return undefined;
  const { matrix: axes, 'fail-fast': failFast, 'max-parallel': maxParallel } = strategy;
  if (axes === undefined) {
    overrides.push({ path: 'strategy', value: strategy });
    return undefined;
  }
  if (typeof failFast === 'string') overrides.push({ path: 'strategy.fail-fast', value: failFast });
  if (typeof maxParallel === 'string') overrides.push({ path: 'strategy.max-parallel', value: maxParallel });
  const limits = { failFast: typeof failFast === 'boolean' ? failFast : undefined, maxParallel: typeof maxParallel === 'number' ? maxParallel : undefined };
  if (typeof axes === 'string') return { expression: axes, ...limits };
  const { include, exclude, ...rest } = axes;
  return { axes: props(rest), include, exclude, ...limits };
}
