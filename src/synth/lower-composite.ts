/** From a composite action to its `action.yml`; its steps are lowered and checked as a job's are. */
import { definitionsOf } from './definitions';
import { Drafts } from './drafts';
import { titleOf } from './props';
import { stepModel } from './step-model';
import { CATALOGUE_PINS, Pins } from '../actions/pins';
import { CompositeAction, CompositeInput } from '../constructs/composite-action';
import type { JobBase } from '../job-base';
import { Problem } from '../problem';
import { runRules } from '../rules/run';
import { defineActions } from '../rules/support/known-actions';
import { defined } from '../values';
import { Comment, WorkflowDocument } from '../workflow/document';
import { StepModel } from '../workflow/model';
import { NewSyntax } from '../workflow/new-syntax';
import { yamlText } from '../workflow/render/yaml';

export interface LoweredComposite {
  readonly file: { readonly path: string; readonly content: string };
  readonly problems: readonly Problem[];
}

const JOB = 'composite';

export function lowerComposite(action: CompositeAction, pins: Pins = CATALOGUE_PINS): LoweredComposite {
  const problems: Problem[] = [];
  const owner = action as unknown as JobBase; // only its place in the tree is read
  const drafts = new Drafts(action, problems);
  drafts.add(owner, { name: action.node.id, part: JOB, steps: action._props.steps });
  drafts.resolve();
  const draft = drafts.all[0];
  const outputs = Object.entries(action._props.outputs ?? {}).map(([name, output]) => [name, { description: output.description, value: draft.text(output.value) }]);
  const comments: Comment[] = [];
  const path = ['runs', 'steps'];
  const context = { pins, ships: false, comments, draft, path, shell: 'bash', report: (problem: Parameters<Drafts['report']>[1]) => drafts.report(owner, problem) };
  if (draft.steps.some(({ _spec: { background, wait, waitAll, cancel, parallel } }) => background || wait || waitAll || cancel || parallel)) {
    drafts.report(owner, {
      ruleId: 'parallel-steps', message: 'the steps of an action run one after another: GitHub knows no background, wait, cancel or parallel there', fix: 'put them into the job that uses the action',
    });
  }
  const steps = draft.steps.map((step, index) => withShell(stepModel(step, index, context)));
  const p = action._props;
  const model = defined({
    name: p.displayName ?? titleOf(action.node.id),
    description: p.description,
    inputs: p.inputs && Object.fromEntries(Object.entries(p.inputs).map(([name, input]) => [name, inputModel(input)])),
    outputs: outputs.length ? Object.fromEntries(outputs) : undefined,
    runs: { using: 'composite', steps },
  });
  return {
    file: { path: `.github/actions/${action.node.id}/action.yml`, content: yamlText(model, { behind: comments }) },
    problems: [...problems, ...check(action, steps, comments)],
  };
}

function inputModel({ description, required, default: value }: CompositeInput) {
  return defined({ description, required: required ?? false, default: value });
}

/** A composite's scripts must name their shell. */
function withShell(step: StepModel): StepModel {
  return step.run !== undefined && step.shell === undefined ? { ...step, shell: 'bash' } : step;
}

/** The rules on steps, over a workflow that does nothing but these steps with these inputs. */
function check(action: CompositeAction, steps: StepModel[], comments: readonly Comment[]): Problem[] {
  const inputs = Object.fromEntries(Object.keys(action._props.inputs ?? {}).map((name) => [name, { type: 'string' }]));
  const document: WorkflowDocument = {
    file: `.github/actions/${action.node.id}/action.yml`,
    model: {
      name: action.node.id,
      on: { workflow_call: { inputs } },
      permissions: {},
      concurrency: { 'group': action.node.id, 'cancel-in-progress': false },
      jobs: { [JOB]: { 'name': action.node.id, 'runs-on': 'ubuntu-24.04', 'permissions': {}, 'timeout-minutes': 30, steps } },
    },
    comments: comments.map((comment) => ({ ...comment, path: ['jobs', JOB, ...comment.path.slice(1)] })),
    exceptions: [],
    generated: true,
    newSyntax: Object.values(NewSyntax),
    owners: new Map(),
    locate: () => ({ where: action.node.path, source: action._stack.locate() }),
  };
  defineActions(document, definitionsOf(action._props.steps));
  return runRules(document);
}
