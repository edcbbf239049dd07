/**
 * From constructs to a workflow document: references are resolved, and what follows from them is inferred
 * (needs, outputs, permissions, pins). Pure: the tree is read, never changed.
 */
import { DisabledRule, JobBase } from '../job-base';
import { defaultConcurrency } from './concurrency';
import { definitionsOf } from './definitions';
import { Drafts, JobDraft } from './drafts';
import { pipelineFacts } from './facts';
import { JobContext, jobModel } from './job-model';
import { ConstructProblem, JobSpec, LoweringScope } from './job-spec';
import { applyOverride, splitPath, unknownJob } from './overrides';
import { titleOf, concurrencyModel } from './props';
import { orderJob, orderWorkflow } from './usual-order';
import { CATALOGUE_PINS, Pins } from '../actions/pins';
import { checkData } from '../checks/check';
import { nearest } from '../nearest';
import type { Pipeline } from '../pipeline';
import { Problem } from '../problem';
import { resolveReferences } from '../references';
import { RULES, tryFindRule } from '../rules/registry';
import { defineActions } from '../rules/support/known-actions';
import { Runner } from '../runner';
import { Step } from '../step';
import { mergeTriggers } from './merge-triggers';
import { defined } from '../values';
import { Comment, Origin, RuleException, WorkflowDocument } from '../workflow/document';
import { Path, StepModel, TriggerMap, WorkflowModel } from '../workflow/model';

export interface Lowered {
  readonly document: WorkflowDocument;
  readonly problems: readonly Problem[];
}

export interface LowerOptions {
  /** @default - the catalogue's */
  readonly pins?: Pins;
  /** File that holds the app, from the repository's root. @default pipeline.ts */
  readonly from?: string;
  /** Pipelines that call this one, in whose lowering this is. @default - none */
  readonly callers?: readonly Pipeline[];
}

export function lowerPipeline(pipeline: Pipeline, options: LowerOptions = {}): Lowered {
  const { pins = CATALOGUE_PINS, from = 'pipeline.ts', callers = [] } = options;
  const problems: Problem[] = [];
  // a file outside of the repository is in no push
  const own = [pipeline.workflowFile, from].filter((path) => !path.startsWith('../'));
  const on = withOwnPaths(triggers(pipeline, problems), own);
  const facts = pipelineFacts(on, pipeline._app.defaultBranch);
  const drafts = new Drafts(pipeline, problems);
  for (const construct of pipeline._jobConstructs()) {
    const scope = { pipeline, facts, callers: [...callers, pipeline], report: (problem: ConstructProblem, about: JobBase = construct) => drafts.report(about, problem) };
    for (const spec of jobsOf(construct, scope)) drafts.add(construct, spec);
    checkDisabled(construct._disabledRules, scope.report);
  }
  checkDisabled(pipeline._disabledRules, (problem) => problems.push({ severity: 'error', ...problem, where: pipeline.node.path, source: pipeline._stack.locate() }));
  drafts.resolve();
  const comments: Comment[] = [];
  const model = workflow(pipeline, on, drafts, { pins, comments, ships: facts.ships, defaultShell: pipeline._props.defaultShell, newSyntax: pipeline._props.newSyntax });
  override(pipeline, drafts, model, problems);
  const lowered = document(pipeline, drafts, model, comments);
  defineActions(lowered, definitionsOf(drafts.all.flatMap((draft) => draft.allSteps)));
  return { document: lowered, problems };
}

/** Plain JavaScript and other languages can leave out what the types require: that is said at the user's line, not as a trace. */
function jobsOf(construct: JobBase, scope: LoweringScope): JobSpec[] {
  try {
    return construct._jobs(scope);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    scope.report({
      ruleId: 'props', message: `a prop is missing or of a wrong type: ${error.message}`, fix: 'compare the props with API.md; a TypeScript program is checked before',
    });
    return [];
  }
}

function checkDisabled(rules: readonly DisabledRule[], report: (problem: ConstructProblem) => void): void {
  for (const { ruleId, reason } of rules) {
    if (!tryFindRule(ruleId)) {
      const ids = RULES.map((rule) => rule.id);
      report({ ruleId: 'disable-rule', message: 'there is no such rule to switch off', value: ruleId, nearest: nearest(ruleId, ids, 3), fix: 'use the id in brackets behind a finding, or one of docs/rules.md' });
    } else if (typeof reason !== 'string' || reason.trim() === '') {
      report({ ruleId: 'disable-rule', message: `${ruleId} is switched off without a reason`, value: reason, fix: 'say why it does not hold here: it becomes a comment in the YAML' });
    }
  }
}

function triggers(pipeline: Pipeline, problems: Problem[]): TriggerMap {
  const { on, repeated } = mergeTriggers(pipeline.triggers);
  for (const event of repeated) {
    problems.push({
      ruleId: 'trigger', severity: 'error', where: pipeline.node.path, source: pipeline._stack.locate(),
      message: `the event ${event} is listed twice`, value: event, fix: 'merge both triggers into one',
    });
  }
  return on;
}

/** A path filter must not keep a change of the workflow itself, or of what it is generated from, from being tested. */
function withOwnPaths(on: TriggerMap, own: readonly string[]): TriggerMap {
  const entries = Object.entries(on).map(([event, config]) => {
    const paths = (config as { paths?: unknown } | null)?.paths;
    if (!Array.isArray(paths)) return [event, config];
    return [event, { ...(config as object), paths: [...paths, ...own.filter((path) => !paths.includes(path))] }];
  });
  return Object.fromEntries(entries) as TriggerMap;
}

function workflow(pipeline: Pipeline, on: TriggerMap, drafts: Drafts, context: Omit<JobContext, 'report'>): WorkflowModel {
  const p = pipeline._props;
  const run = defined({ 'shell': p.defaultShell, 'working-directory': p.defaultWorkingDirectory });
  const model: WorkflowModel = defined({
    'name': pipeline.displayName ?? titleOf(pipeline.node.id),
    'description': p.description,
    'run-name': p.runName,
    'on': callOutputs(on, drafts),
    'permissions': {},
    'env': p.env,
    'defaults': Object.keys(run).length ? { run } : undefined,
    'concurrency': p.concurrency ? concurrencyModel(p.concurrency) : defaultConcurrency(pipeline.node.id, on),
    'cache-mode': p.cacheMode,
    'jobs': {},
  });
  for (const draft of drafts.all) {
    if (Object.hasOwn(model.jobs, draft.id)) {
      drafts.report(draft.construct, { ruleId: 'job-id', message: `two constructs render a job with the id ${draft.id}`, value: draft.id, fix: 'rename one of them' });
    }
    model.jobs[draft.id] = jobModel(draft, { ...context, report: (problem) => drafts.report(draft.construct, problem) });
  }
  return model;
}

/** Outputs of a reusable workflow read jobs by `jobs.<id>.outputs`, not by `needs`. */
function callOutputs(on: TriggerMap, drafts: Drafts): TriggerMap {
  const outputs = on.workflow_call?.outputs;
  if (!outputs) return on;
  const resolved = Object.fromEntries(Object.entries(outputs).map(([name, output]) => [
    name, { ...output, value: resolveReferences(output.value, drafts.workflowContext()) },
  ]));
  return { ...on, workflow_call: { ...on.workflow_call, outputs: resolved } };
}

function override(pipeline: Pipeline, drafts: Drafts, model: WorkflowModel, problems: Problem[]): void {
  type Order = typeof orderJob;
  const apply = (about: Pipeline | JobBase, target: object, overrides: readonly { path: string; value: unknown }[], order: Order) => {
    for (const { path, value } of overrides) {
      const wrong = checkData(value, path);
      problems.push(...wrong.map(({ at, ...rest }): Problem => ({ ruleId: 'override', severity: 'error', where: `${about.node.path}: ${at}`, source: about._stack.locate(), ...rest })));
      if (wrong.length > 0) continue;
      const message = applyOverride(target as Record<string, unknown>, path, value);
      if (message) problems.push({ ruleId: 'override', severity: 'error', where: about.node.path, source: about._stack.locate(), message, value: path, fix: 'use a path of the rendered YAML, such as steps.0.name' });
      else order(target as Record<string, unknown>, splitPath(path));
    }
  };
  const overrides = pipeline._overrides.filter(({ path }) => {
    const id = unknownJob(path, pipeline._overrides, model.jobs);
    if (id === undefined) return true;
    const ids = Object.keys(model.jobs);
    problems.push({
      ruleId: 'override', severity: 'error', where: pipeline.node.path, source: pipeline._stack.locate(), message: `the override is of the job ${id}, which the pipeline does not have`,
      value: path, allowed: ids, nearest: nearest(id, ids), fix: 'name one of its jobs; a job of its own is a Job',
    });
    return false;
  });
  for (const construct of pipeline._jobConstructs()) {
    const main = drafts.main(construct);
    if (main && model.jobs[main.id]) apply(construct, model.jobs[main.id], construct._overrides, orderJob);
  }
  apply(pipeline, model, overrides, orderWorkflow);
}

function document(pipeline: Pipeline, drafts: Drafts, model: WorkflowModel, comments: readonly Comment[]): WorkflowDocument {
  return {
    file: pipeline.workflowFile,
    model,
    comments,
    exceptions: exceptions(pipeline, drafts, model),
    generated: true,
    newSyntax: pipeline._props.newSyntax ?? [],
    owners: new Map(drafts.all.map((draft) => [draft.id, draft.construct.node.id])),
    locate: (path) => locate(pipeline, drafts, path),
  };
}

function exceptions(pipeline: Pipeline, drafts: Drafts, model: WorkflowModel): RuleException[] {
  const ofJob = (draft: JobDraft) => [...draft.construct._disabledRules, ...chosenRunner(draft)].map((rule) => ({ ...rule, under: ['jobs', draft.id] }));
  return [...pipeline._disabledRules, ...drafts.all.flatMap(ofJob), ...drafts.all.flatMap((draft) => ownReferences(draft, model))];
}

/** What this app writes itself is meant to be used from the work tree: an action by its construct, a called pipeline. */
function ownReferences(draft: JobDraft, { jobs }: WorkflowModel): RuleException[] {
  const meant = (what: string, ...path: Path): RuleException => ({ ruleId: 'self-repository', reason: `${what} is part of this app`, under: ['jobs', draft.id, ...path, 'uses'] });
  const isOwn = (uses: string | undefined) => uses?.startsWith('./') ?? false;
  const ofStep = (step: Step, model: StepModel | undefined, path: Path): RuleException[] => [
    ...(step._spec.definition && isOwn(model?.uses) ? [meant('the action', ...path)] : []),
    ...(step._spec.parallel ?? []).flatMap((inner, i) => ofStep(inner, model?.parallel?.[i], [...path, 'parallel', i])),
  ];
  const ofSteps = draft.steps.flatMap((step, i) => ofStep(step, jobs[draft.id]?.steps?.[i], ['steps', i]));
  return [...(isOwn(draft.spec.uses) ? [meant('the workflow')] : []), ...ofSteps];
}

/** A self-hosted runner is the user's choice, made by name: it is said in the file instead of refused. */
function chosenRunner({ spec }: JobDraft): DisabledRule[] {
  const runners = [spec.runsOn, ...(spec.chosenRunners ?? [])].filter((runner): runner is Runner => runner instanceof Runner);
  const chosen = runners.find((runner) => !runner.isHosted || runner.groupName !== undefined);
  return chosen ? [{ ruleId: 'self-hosted-runner', reason: `${chosen.groupName ?? chosen.label} was chosen for this job` }] : [];
}

function locate(pipeline: Pipeline, drafts: Drafts, path: Path): Origin {
  const draft = path[0] === 'jobs' ? drafts.byId(String(path[1])) : undefined;
  const construct: Pipeline | JobBase = draft?.construct ?? pipeline;
  return { where: construct.node.path, source: construct._stack.locate() };
}
