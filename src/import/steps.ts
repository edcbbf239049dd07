/** A step as a call of `Step.run` or `Step.uses`. */
import { ImportedFile, Override, props, strings } from './file';
import { Code, source } from './source';
import { lookupAction } from '../actions/catalogue';
import { bareCondition } from '../workflow/condition';
import { StepModel } from '../workflow/model';

export interface StepContext {
  readonly file: ImportedFile;
  /** `ci.yml: job test` */
  readonly where: string;
  /** The job pushes with git, so its checkout must keep the token. */
  readonly pushes: boolean;
  /** What the comments behind pins say: `owner/repo@<sha>` → `v1.2.3`. */
  readonly releases: ReadonlyMap<string, string>;
  /** Outputs of a step that its job reads, by the step's id. */
  readonly outputs: ReadonlyMap<string, readonly string[]>;
  /** Commits of tags that were looked up: `owner/repo@v1`. */
  readonly resolved: ReadonlyMap<string, { readonly sha: string; readonly version: string }>;
}

const KEYS = ['id', 'name', 'if', 'uses', 'with', 'run', 'shell', 'working-directory', 'env', 'continue-on-error', 'timeout-minutes', 'background'];

/** The calls of a job's steps, the constants of those that others wait for, and what no call can say: overrides. */
export interface ImportedSteps {
  readonly constants: string[];
  readonly codes: Code[];
  readonly overrides: Override[];
}

export function importSteps(models: readonly StepModel[], context: StepContext): ImportedSteps {
  const awaited = new Set(models.flatMap((model) => [model.wait ?? [], model.cancel ?? []].flat()));
  const variables = new Map<string, Code>();
  const constants: string[] = [];
  const overrides: Override[] = [];
  const codes = models.map((model, index) => {
    const one = control(model, variables, context) ?? step(model, `steps.${index}`, context);
    overrides.push(...one.overrides);
    if (model.id === undefined || !awaited.has(model.id)) return one.code;
    const variable = context.file.claim(model.id, 'Step');
    constants.push(`const ${variable} = ${one.code.text};`);
    variables.set(model.id, new Code(variable));
    return new Code(variable);
  });
  return { constants, codes, overrides };
}

interface ImportedStep {
  readonly code: Code;
  readonly overrides: Override[];
}

/** A step that only waits for others, ends one, or holds a group. */
function control(model: StepModel, variables: ReadonlyMap<string, Code>, context: StepContext): ImportedStep | undefined {
  const given = props({ id: model.id, name: model.name, continueOnError: model['continue-on-error'] });
  const known = (id: string) => variables.get(id) ?? new Code(`/* no step before has the id ${id} */`);
  const code = (text: string) => ({ code: new Code(`${context.file.use('Step')}.${text}`), overrides: [] });
  const more = (first: string) => [first, ...(given ? [source(given, '    ')] : [])].filter((text) => text !== '').join(', ');
  if (model.wait !== undefined) return code(`wait(${more(source([model.wait].flat().map(known)))})`);
  if ('wait-all' in model) return code(`waitAll(${more('')})`);
  if (model.cancel !== undefined) return code(`cancel(${more(known(model.cancel).text)})`);
  if (!Array.isArray(model.parallel)) return undefined;
  const inner = model.parallel.map((one) => step(one, '', context));
  if (inner.some((one) => one.overrides.length > 0)) context.file.note(`${context.where}: a step of a parallel group has a key whose value is an expression, which was left out`);
  return code(`parallel(${source(inner.map((one) => one.code), '    ')})`);
}

/** The call, and what it cannot say: overrides of the step. */
function step(model: StepModel, place: string, context: StepContext): ImportedStep {
  context.file.use('Step');
  const overrides: Override[] = [];
  const path = (name: string) => `${place}.${name}`;
  const typed = (name: keyof StepModel, fits: (value: unknown) => boolean) => {
    const value = model[name];
    if (value === undefined || fits(value)) return value;
    overrides.push({ path: path(name), value });
    return undefined;
  };
  const env = typed('env', (value) => typeof value === 'object');
  const given = props({
    id: model.id,
    name: model.name,
    if: bareCondition(model.if),
    env: env === undefined ? undefined : strings(env as Record<string, unknown>),
    shell: model.shell,
    workingDirectory: model['working-directory'],
    with: typed('with', (value) => typeof value === 'object') as Record<string, unknown> | undefined,
    background: model.background,
    continueOnError: typed('continue-on-error', (value) => typeof value === 'boolean'),
    timeoutMinutes: typed('timeout-minutes', (value) => typeof value === 'number'),
  });
  for (const [name, value] of Object.entries(model)) if (!KEYS.includes(name)) overrides.push({ path: path(name), value });
  return { code: new Code(model.uses === undefined ? run(model, given) : uses(model.uses, model.id, given, context)), overrides };
}

function run(model: StepModel, given: object | undefined): string {
  // the last newline of a block scalar means nothing to a shell
  return call('Step.run', source(String(model.run ?? '').replace(/\n$/, '')), given);
}

function uses(reference: string, id: string | undefined, given: { with?: Record<string, unknown> } | undefined, context: StepContext): string {
  const named = action(reference, Object.keys(given?.with ?? {}), context.outputs.get(id ?? '') ?? [], context);
  const kept = context.pushes && /^actions\/checkout@/.test(reference) && given?.with?.['persist-credentials'] === undefined;
  if (kept) context.file.note(`${context.where}: it pushes, so its checkout keeps the token in the work tree; better push with a token of that step only`);
  const all = kept ? { ...given, with: { ...given?.with, 'persist-credentials': true } } : given;
  if (named instanceof Code) return `${named.text}.step(${all ? source(all, '    ', named.text.length + 6) : ''})`;
  return call('Step.uses', source(named), all);
}

function call(name: string, first: string, given: object | undefined): string {
  const opening = `${name}(${first}`;
  if (!given) return `${opening})`;
  return `${opening}, ${source(given, '    ', opening.length - opening.lastIndexOf('\n') + 2)})`;
}

/** Known actions are pinned by the catalogue; a commit whose release is said is defined; a tag of another has to be looked up. */
function action(reference: string, inputs: readonly string[], outputs: readonly string[], { file, resolved, where, releases }: StepContext): string | Code {
  const [name, ref] = reference.split('@');
  if (ref === undefined || /^(\.\/|\$\/|docker:)/.test(reference)) return reference;
  const entry = lookupAction(name);
  const version = releases.get(reference) ?? (/^[0-9a-f]{40}$/.test(ref) ? undefined : ref);
  if (entry) {
    if (version?.split('.')[0] !== entry.version.split('.')[0]) file.note(`${where}: ${name}@${version ?? ref} becomes ${entry.version}; read what its major releases changed`);
    return name;
  }
  const found = /^[0-9a-f]{40}$/.test(ref) ? version && { sha: ref, version } : resolved.get(reference);
  if (found) return file.define(name, found.sha, found.version, inputs, outputs);
  if (!/^[0-9a-f]{40}$/.test(ref)) file.note(`${where}: ${reference} is not pinned; import with --resolve looks up its commit`);
  return reference;
}
