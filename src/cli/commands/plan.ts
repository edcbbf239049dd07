/** `pipewright plan`: what an event would run, and why. */
import { Plan } from '../../plan/plan';
import { planTable } from '../../plan/plan-text';
import { APP_FLAGS, Command, Input, JSON_FLAG, OK } from '../command';
import { documentsOf } from '../documents';
import { assumptionFlags, eventFlags, eventOf, plansOf } from '../event-flags';
import { paint, Terminal } from '../terminal';

export const command: Command = {
  usage: 'plan [workflow file…] --event <event> [options]',
  description: 'Says for each pipeline which jobs the event would run, in which waves and matrix legs, with which environments, secrets and '
    + 'write permissions, which would be skipped, and which condition decided. What only the run can know is said to be unknown. '
    + 'With workflow files instead of the app: the same for YAML that anybody wrote.',
  flags: {
    ...eventFlags,
    pipeline: { value: 'id', short: 'p', multiple: true, description: 'only this pipeline' },
    ...assumptionFlags,
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
    const plans = plansOf(await documentsOf(input, terminal), event, input);
    terminal.out(input.has('json') ? JSON.stringify(plans.map((plan) => plan.toJson()), undefined, 2) : plans.map((plan) => text(plan, input, terminal)).join('\n\n'));
    return OK;
  },
};

/** A workflow that the event does not start needs one line only. */
function text(plan: Plan, input: Input, terminal: Terminal): string {
  return input.has('explain') || !plan.triggered ? plan.toString() : planTable(plan, terminal.width, (style, part) => paint(terminal, style, part));
}
