/** Runs jobs of a workflow on this machine: which, in which order, with what they need of each other. */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ArtifactStore } from './artifacts';
import { namedContext, runGithub, secretsContext } from './contexts';
import { Evaluation } from './evaluation';
import { repositoryFacts } from './git';
import { JobRunner, RunState } from './job-run';
import { thisMachine } from './machine';
import { Masker } from './masker';
import { deployNames, reasonToRefuse } from './refusal';
import { JobRunResult, RunResult } from './results';
import { RunOptions } from './run-options';
import { toData } from '../expressions/values';
import { nearest } from '../nearest';
import type { Event } from '../plan/event';
import { describeEvent } from '../plan/event-facts';
import { jobGraph, JobGraph } from '../plan/job-graph';
import { matchTrigger, TriggerDecision } from '../plan/trigger-match';
import { PipewrightError, Problem } from '../problem';
import { WorkflowDocument } from '../workflow/document';

/** @throws PipewrightError where the event does not start the workflow, the job does not exist, or it must be named to be run */
export async function runWorkflow(document: WorkflowDocument, event: Event, options: RunOptions): Promise<RunResult> {
  const graph = jobGraph(document.model.jobs);
  const decision = matchTrigger(document.model.on, event._facts, options.defaultBranch ?? 'main');
  const order = jobsToRun(document, graph, options);
  const problems = [...refusals(document, graph, decision), ...order.flatMap((id) => deploys(document, id, options))];
  if (problems.length) throw new PipewrightError(problems);
  const base = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'pipewright-run-'));
  try {
    const state = stateOf(document, decision, options, base);
    const runner = new JobRunner(document, graph, options, state);
    const jobs: JobRunResult[] = [];
    for (const id of order) jobs.push(await runner.run(id));
    const { masker } = state;
    return masker.maskDeep({ workflow: document.file, event: describeEvent(decision.facts), jobs, artifacts: state.artifacts.toJson(), notes: [...state.notes] });
  } finally {
    if (!options.keep) fs.rmSync(base, { recursive: true, force: true, maxRetries: 3 });
  }
}

function stateOf(document: WorkflowDocument, decision: TriggerDecision, options: RunOptions, base: string): RunState {
  const { model, file } = document;
  const { secrets = {}, vars = {}, defaultBranch = 'main', repository } = options;
  const notes = new Set<string>();
  const masker = new Masker(Object.values(secrets));
  const github = runGithub({
    facts: decision.facts, inputs: decision.inputs, repository, defaultBranch, workflow: model.name ?? file, file, git: repositoryFacts(options.root),
  });
  const contexts = { github, vars: namedContext('vars', vars), secrets: secretsContext(secrets), inputs: toData(decision.inputs) };
  const evaluation = new Evaluation(contexts, new Map(), (names) => {
    for (const name of names) {
      const note = `${name} is not known on this machine and taken as empty`;
      if (!notes.has(note)) options.reporter.note(note);
      notes.add(note);
    }
  });
  return { base, evaluation, masker, notes, machine: thisMachine(), artifacts: new ArtifactStore(path.resolve(options.artifacts ?? path.join(base, 'artifacts'))) };
}

/** The job, and with its needs all that it waits for, in order. */
function jobsToRun(document: WorkflowDocument, graph: JobGraph, { job, withNeeds }: RunOptions): string[] {
  const ids = Object.keys(document.model.jobs);
  if (!ids.includes(job)) {
    throw new PipewrightError([{ ruleId: 'run-job', severity: 'error', where: document.file, message: 'the workflow has no such job', value: job, allowed: ids, nearest: nearest(job, ids) }]);
  }
  if (!withNeeds) return [job];
  const wanted = new Set([job]);
  for (const id of wanted) for (const need of graph.needs.get(id) ?? []) wanted.add(need);
  return graph.order.filter((id) => wanted.has(id));
}

function refusals(document: WorkflowDocument, graph: JobGraph, decision: TriggerDecision): Problem[] {
  const reason = graph.refusal ?? (decision.triggered ? undefined : `${describeEvent(decision.facts)} does not start it: ${decision.reason}`);
  return reason === undefined ? [] : [{ ruleId: 'run-event', severity: 'error', where: document.file, message: reason, fix: graph.refusal ? undefined : 'give another event, such as --event pull_request' }];
}

/** Nothing is deployed by accident. */
function deploys(document: WorkflowDocument, id: string, { deploy = [] }: RunOptions): Problem[] {
  const job = document.model.jobs[id];
  const reason = reasonToRefuse(job, document.model);
  const names = deployNames(id, document.owners.get(id) ?? id, job);
  if (reason === undefined || names.some((name) => deploy.includes(name))) return [];
  return [{
    ruleId: 'run-deploy', severity: 'error', where: `${document.file} jobs.${id}`, message: `${id} is not run on this machine unless you name it: ${reason}`,
    fix: `--deploy ${names[0]}, if that is what you want`,
  }];
}
