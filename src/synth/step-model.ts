/** From a step to its model: pins, safe defaults of well-known actions, expressions kept out of scripts. */
import { JobDraft } from './drafts';
import { hoistStep } from './hoist-step';
import type { JobContext } from './job-model';
import { actionNames, lookupAction } from '../actions/catalogue';
import { listReleases } from '../actions/pin-text';
import { safeInputs } from '../actions/safe-inputs';
import { nearest } from '../nearest';
import { Step, StepSpec } from '../step';
import { defined } from '../trigger';
import { resolveDeep } from '../values';
import { Path, Scalar, StepModel } from '../workflow/model';

export interface StepContext extends JobContext {
  readonly draft: JobDraft;
  /** Path of the job's steps. */
  readonly path: Path;
  /** Shell of a `run` that names none; undefined where it differs from runner to runner. */
  readonly shell?: string;
}

export function stepModel(step: Step, index: number, context: StepContext): StepModel {
  const { draft } = context;
  const spec = step._spec;
  const p = spec.props;
  const text = <T>(value: T) => resolveDeep(value, (s) => draft.text(s));
  const model: StepModel = defined({
    'name': text(p.name),
    'id': draft.renderedStepId(step),
    'if': p.if === undefined ? undefined : draft.expression(p.if),
    'uses': spec.uses === undefined ? undefined : pinned(spec, [...context.path, index, 'uses'], context),
    'with': spec.uses === undefined ? undefined : inputs(spec, text(spec.with ?? {}), context),
    'shell': text(spec.shell),
    'working-directory': text(spec.workingDirectory),
    'env': text(p.env),
    'run': text(spec.run),
    'continue-on-error': p.continueOnError,
    'timeout-minutes': p.timeoutMinutes,
  } as StepModel);
  return hoistStep(model, context);
}

function inputs(spec: StepSpec, given: Readonly<Record<string, unknown>>, context: StepContext): Record<string, Scalar> | undefined {
  const action = (spec.uses ?? '').replace(/@.*/, '');
  const all = { ...safeInputs(action, context.ships || (context.draft.spec.publishes ?? false), given), ...defined(given) };
  return Object.keys(all).length ? all as Record<string, Scalar> : undefined;
}

/** `owner/repo` becomes `owner/repo@<sha>` with its version as comment; what is pinned already stays. */
function pinned(spec: StepSpec, path: Path, context: StepContext): string {
  const uses = spec.uses ?? '';
  if (/^(\.\/|\$\/|docker:\/\/)/.test(uses)) return uses;
  if (uses.includes('@')) {
    const version = spec.release ?? spec.definition?._props.version ?? knownVersion(uses);
    if (version) context.comments.push({ path, value: uses, text: version });
    return uses;
  }
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

function knownVersion(uses: string): string | undefined {
  const [action, ref] = uses.split('@');
  const known = lookupAction(action);
  return known && ref === known.sha ? known.version : undefined;
}
