/** `pipewright plan`: what an event would run, and why. */
import { Plan, planWorkflow } from '../../plan/plan';
import { APP_FLAGS, Command, Input, JSON_FLAG, OK, UsageError } from '../command';
import { documentsOf } from '../documents';
import { eventFlags, eventOf } from '../event-flags';

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
    const assumed = { assume: pairs(input, 'assume'), vars: pairs(input, 'var') };
    const plans = (await documentsOf(input, terminal)).map(({ document, options }) => planWorkflow(document, event, { ...options, ...assumed }));
    terminal.out(input.has('json') ? JSON.stringify(plans.map((plan) => plan.toJson()), undefined, 2) : plans.map((plan) => text(plan, input)).join('\n\n'));
    return OK;
  },
};

/** A workflow that the event does not start needs one line only. */
function text(plan: Plan, input: Input): string {
  return input.has('explain') || !plan.triggered ? plan.toString() : plan.toTable();
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
