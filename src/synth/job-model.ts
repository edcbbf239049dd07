/** From a job draft to the job's model, each of GitHub's keys by name. */
import { JobDraft } from './drafts';
import { ConstructProblem } from './job-spec';
import { permissionsModel } from './permissions';
import { ownPin, stepModel, StepContext } from './step-model';
import { Pins } from '../actions/pins';
import { Runner, RunnerOs } from '../runner';
import { defined, resolveDeep } from '../values';
import { Comment } from '../workflow/document';
import { JobModel } from '../workflow/model';
import type { NewSyntax } from '../workflow/new-syntax';

/** Minutes; GitHub's own default of 360 lets a hanging job burn six hours. */
const DEFAULT_TIMEOUT = 30;

export interface JobContext {
  readonly pins: Pins;
  /** No job of the pipeline may restore a cache. */
  readonly ships: boolean;
  /** Shell of every script of the pipeline. */
  readonly defaultShell?: string;
  /** What the pipeline opted in to. */
  readonly newSyntax?: readonly NewSyntax[];
  readonly comments: Comment[];
  report(problem: ConstructProblem): void;
}

export function jobModel(draft: JobDraft, context: JobContext): JobModel {
  const { spec } = draft;
  const text = <T>(value: T) => resolveDeep(value, (s) => draft.text(s));
  const stepContext: StepContext = { ...context, draft, path: ['jobs', draft.id, 'steps'], shell: defaultShell(draft, context.defaultShell) };
  return defined({
    'name': draft.text(spec.name),
    'needs': draft.needs.size ? [...draft.needs] : undefined,
    'if': spec.if === undefined ? undefined : draft.expression(spec.if),
    'runs-on': spec.uses ? undefined : runsOn(spec.runsOn),
    'permissions': permissionsModel(draft, context.comments),
    'environment': text(spec.environment),
    'concurrency': text(spec.concurrency),
    'timeout-minutes': spec.uses ? undefined : spec.timeoutMinutes ?? DEFAULT_TIMEOUT,
    'cancel-timeout-minutes': spec.cancelTimeoutMinutes,
    'continue-on-error': text(spec.continueOnError),
    'cache-mode': spec.cacheMode,
    'strategy': text(spec.strategy),
    'outputs': draft.outputs.size ? text(Object.fromEntries(draft.outputs)) : undefined,
    'env': text(spec.env),
    'defaults': text(spec.defaults),
    'container': text(spec.container),
    'services': text(spec.services),
    'snapshot': snapshot(draft),
    'uses': spec.uses?.includes('@') ? ownPin(spec.uses, ['jobs', draft.id, 'uses'], context) : spec.uses,
    'with': text(spec.with),
    'secrets': text(spec.secrets),
    'steps': spec.uses ? undefined : draft.steps.map((step, index) => stepModel(step, index, stepContext)),
  } as JobModel);
}

function snapshot(draft: JobDraft): JobModel['snapshot'] {
  const given = draft.spec.snapshot;
  if (given && Object.keys(given).length === 1) return draft.text(given['image-name']);
  return given && defined({ ...resolveDeep(given, (s) => draft.text(s)), if: given.if === undefined ? undefined : draft.expression(given.if) });
}

function runsOn(runner: Runner | string | undefined): JobModel['runs-on'] {
  return runner === undefined || typeof runner === 'string' ? runner : runner._runsOn();
}

/** The shell of a `run` without one; undefined where an expression chooses the runner, and with it the shell. */
function defaultShell(draft: JobDraft, ofPipeline: string | undefined): string | undefined {
  const own = draft.spec.defaults?.run?.shell ?? ofPipeline;
  if (own) return own;
  const runner = draft.spec.runsOn;
  if (!(runner instanceof Runner)) return undefined;
  return runner.os === RunnerOs.WINDOWS ? 'pwsh' : 'bash';
}
