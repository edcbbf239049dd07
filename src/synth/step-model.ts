/** From a step to its model: pins, safe defaults of well-known actions, expressions kept out of scripts. */
import { JobDraft } from './drafts';
import { hoistStep } from './hoist-step';
import type { JobContext } from './job-model';
import { actionNames } from '../actions/catalogue';
import { listReleases } from '../actions/list-releases';
import { safeInputs } from '../actions/safe-inputs';
import { nearest } from '../nearest';
import { Step, StepSpec } from '../step';
import { defined, resolveDeep } from '../values';
import { Path, Scalar, StepModel } from '../workflow/model';
import { NewSyntax } from '../workflow/new-syntax';

export interface StepContext extends JobContext {
  readonly draft: JobDraft;
  /** Path of the list that holds the steps. */
  readonly path: Path;
  /** Shell of a `run` that names none; undefined where it differs from runner to runner. */
  readonly shell?: string;
}

export function stepModel(step: Step, index: number, context: StepContext): StepModel {
  const { draft } = context;
  const spec = step._spec;
  const p = spec.props;
  const text = <T>(value: T) => resolveDeep(value, (s) => draft.text(s));
  if (spec.parallel) return { parallel: spec.parallel.map((one, i) => stepModel(one, i, { ...context, path: [...context.path, index, 'parallel'] })) };
  const model: StepModel = defined({
    'name': text(p.name),
    'id': draft.renderedStepId(step),
    ...control(spec, draft),
    'if': p.if === undefined ? undefined : draft.expression(p.if),
    'uses': spec.uses === undefined ? undefined : pinned(spec, [...context.path, index, 'uses'], context),
    'with': spec.uses === undefined ? undefined : inputs(spec, text(spec.with ?? {}), context),
    'shell': text(spec.shell),
    'working-directory': text(spec.workingDirectory),
    'env': text(p.env),
    'run': text(spec.run),
    'background': spec.background,
    'continue-on-error': p.continueOnError,
    'timeout-minutes': p.timeoutMinutes,
  } as StepModel);
  return hoistStep(model, context);
}

/** What a step says that only waits for others or ends one. */
function control({ wait, waitAll, cancel }: StepSpec, draft: JobDraft): Pick<StepModel, 'wait' | 'wait-all' | 'cancel'> {
  const id = (step: Step) => draft.renderedStepId(step) ?? '';
  return defined({ 'wait': wait && (wait.length === 1 ? id(wait[0]) : wait.map(id)), 'wait-all': waitAll ? null : undefined, 'cancel': cancel && id(cancel) });
}

function inputs(spec: StepSpec, given: Readonly<Record<string, unknown>>, context: StepContext): Record<string, Scalar> | undefined {
  const action = (spec.uses ?? '').replace(/@.*/, '');
  const all = { ...safeInputs(action, context.ships || (context.draft.spec.publishes ?? false), given), ...defined(given) };
  return Object.keys(all).length ? all as Record<string, Scalar> : undefined;
}

/** `owner/repo` becomes `owner/repo@<sha>` with its version as comment; what is pinned already stays. */
function pinned(spec: StepSpec, path: Path, context: StepContext): string {
  const uses = spec.uses ?? '';
  if (spec.definition && uses.startsWith('./') && context.newSyntax?.includes(NewSyntax.SELF_REFERENCES)) return `$${uses.slice(1)}`;
  if (/^(\.\/|\$\/|docker:\/\/)/.test(uses)) return uses;
  if (uses.includes('@')) return ownPin(uses, path, context, definedVersion(spec, context));
  const pin = context.pins.pin(uses);
  if (!pin) {
    context.report({
      ruleId: 'unpinned-uses', message: `the action ${uses} is not in the catalogue, so its commit is not known`,
      value: uses, nearest: nearest(uses, actionNames()),
      fix: `pin it to the commit of a release: '${uses}@<40 hex digits> # v1.2.3' (${listReleases(uses)}), or define it: Action.define({ name: '${uses}', … })`,
    });
    return uses;
  }
  const value = `${uses}@${pin.sha}`;
  context.comments.push({ path, value, text: pin.version });
  return value;
}

/** It becomes a comment, which holds one line of what people can see. */
function definedVersion({ definition }: StepSpec, context: StepContext): string | undefined {
  const version = definition?._props.version;
  if (version !== undefined && !/^[!-~]+$/.test(version)) {
    context.report({
      ruleId: 'stale-action-refs', message: `version of the action ${definition!._props.name} is no tag of a release`, value: version,
      allowed: ['printable ASCII characters without spaces'], fix: 'give the exact tag: v1.2.3',
    });
  }
  return version;
}

/** What the program pins itself, or what that was moved to since; with its release as comment, where that is known. */
export function ownPin(uses: string, path: Path, { pins, comments }: Pick<JobContext, 'pins' | 'comments'>, saidElsewhere?: string): string {
  const [, commit, said] = /^(.*?)(?:\s+#\s*(\S+)\s*)?$/s.exec(uses)!;
  const [action, ref] = commit.split('@');
  const next = pins.successor?.(action, ref);
  const value = next ? `${action}@${next.sha}` : commit;
  const version = next?.version ?? said ?? saidElsewhere ?? pins.release(action, ref)?.version;
  if (version) comments.push({ path, value, text: version });
  return value;
}
