/** `pipewright plan`: what an event would run, and why. */
import * as fs from 'fs';
import * as path from 'path';
import { APP_FLAGS, Command, Input, JSON_FLAG, OK, UsageError } from '../command';
import { eventFlags, eventOf } from '../event-flags';
import { pipelines } from '../load-apps';
import { DEFAULT_APP } from '../program';
import { Terminal } from '../terminal';
import { nearest } from '../../nearest';
import { Pipeline } from '../../pipeline';
import { Event, Plan } from '../../plan';
import { planWorkflow } from '../../plan/plan';
import { PlanOptions } from '../../plan/plan-options';
import { PipewrightError } from '../../problem';
import { lowerPipeline } from '../../synth/lower';
import { WorkflowDocument } from '../../workflow/document';
import { readWorkflow } from '../../workflow/read/read-workflow';

export const command: Command = {
  usage: 'plan [workflow file…] --event <event> [options]',
  description: 'Says for each pipeline which jobs the event would run, in which waves and matrix legs, with which environments, secrets and '
    + 'write permissions, which would be skipped, and which condition decided. What only the run can know is said to be unknown. '
    + 'With workflow files instead of the app: the same for YAML that anybody wrote.',
  flags: {
    ...eventFlags,
    pipeline: { value: 'id', short: 'p', multiple: true, description: 'only this pipeline' },
    assume: { value: 'job=result', multiple: true, description: 'a result: success, failure, cancelled, skipped' },
    var: { value: 'name=value', multiple: true, description: 'value of a configuration variable' },
    explain: { description: 'in sentences instead of a table' },
    ...APP_FLAGS,
    ...JSON_FLAG,
  },
  maxArguments: Infinity,
  examples: [
    'pipewright plan --event push --branch main',
    'pipewright plan --event pull_request --fork',
    'pipewright plan --event release --tag v1.2.3 --assume test=failure',
  ],
  run: async (input, terminal) => {
    const event = eventOf(input, terminal);
    const from = path.relative(terminal.cwd, path.resolve(terminal.cwd, input.get('app') ?? DEFAULT_APP)).split(path.sep).join('/');
    const options = { assume: pairs(input, 'assume'), vars: pairs(input, 'var') };
    const plans = input.positionals.length
      ? input.positionals.map((file) => planWorkflow(readFile(file, terminal), event, options))
      : selected(await pipelines(input, terminal), input).map((pipeline) => planOf(pipeline, event, options, from));
    terminal.out(input.has('json') ? JSON.stringify(plans.map((plan) => plan.toJson()), undefined, 2) : plans.map((plan) => text(plan, input)).join('\n\n'));
    return OK;
  },
};

/** A workflow that the event does not start needs one line only. */
function text(plan: Plan, input: Input): string {
  return input.has('explain') || !plan.triggered ? plan.toString() : plan.toTable();
}

function planOf(pipeline: Pipeline, event: Event, options: PlanOptions, from: string): Plan {
  const { document, problems } = lowerPipeline(pipeline, { from });
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length > 0) throw new PipewrightError(errors);
  const { repository, defaultBranch } = pipeline._app;
  return planWorkflow(document, event, { ...options, repository: repository && `${repository.owner}/${repository.name}`, defaultBranch });
}

function selected(all: readonly Pipeline[], input: Input): readonly Pipeline[] {
  const wanted = input.all('pipeline');
  const ids = all.map((pipeline) => pipeline.node.id);
  for (const id of wanted) {
    if (ids.includes(id)) continue;
    const [near] = nearest(id, ids);
    throw new UsageError(`there is no pipeline ${id}; there are ${ids.join(', ')}${near ? `; did you mean ${near}?` : ''}`);
  }
  return wanted.length ? all.filter((pipeline) => wanted.includes(pipeline.node.id)) : all;
}

function readFile(file: string, terminal: Terminal): WorkflowDocument {
  let content: string;
  try {
    content = fs.readFileSync(path.resolve(terminal.cwd, file), 'utf8');
  } catch {
    throw new UsageError(`cannot read ${file}`);
  }
  const { document, problems } = readWorkflow(file, content);
  if (document === undefined) throw new PipewrightError(problems);
  return document;
}

/** `--assume test=failure` */
export function pairs(input: Input, flag: string): Record<string, string> | undefined {
  if (!input.has(flag)) return undefined;
  return Object.fromEntries(input.all(flag).map((text_) => {
    const at = text_.indexOf('=');
    if (at < 1) throw new UsageError(`--${flag} ${text_}: write name=value`);
    return [text_.slice(0, at), text_.slice(at + 1)];
  }));
}
