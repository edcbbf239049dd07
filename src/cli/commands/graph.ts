/** `pipewright graph`: the picture of the pipelines, or of what an event would run. */
import { dot } from '../../graph/dot';
import { mermaid } from '../../graph/mermaid';
import { Graph } from '../../graph/model';
import { svg } from '../../graph/svg';
import { workflowGraph } from '../../graph/workflow-graph';
import { APP_FLAGS, Command, Input, JSON_FLAG, OK, UsageError } from '../command';
import { documentsOf } from '../documents';
import { assumptionFlags, eventFlags, eventOf, plansOf } from '../event-flags';
import { writeText } from '../values';

const FORMATS: Readonly<Record<string, (graphs: readonly Graph[]) => string>> = { mermaid, dot, svg };

export const command: Command = {
  usage: 'graph [workflow file…] [--format mermaid|dot|svg] [options]',
  description: 'Draws the jobs of each pipeline and what they wait for; with --event what the event would run. '
    + 'Deployments are hexagons, jobs with a matrix are stacked. An arrow that follows from others is left out.',
  flags: {
    format: { value: 'format', short: 'f', choices: Object.keys(FORMATS), description: 'what to write (default: mermaid)' },
    output: { value: 'file', short: 'o', description: 'write to a file' },
    pipeline: { value: 'id', short: 'p', multiple: true, description: 'only this pipeline' },
    ...eventFlags,
    ...assumptionFlags,
    ...APP_FLAGS,
    ...JSON_FLAG,
  },
  maxArguments: Infinity,
  examples: ['pipewright graph --format svg --output pipelines.svg', 'pipewright graph --event push --branch main'],
  run: async (input, terminal) => {
    const event = input.has('event') ? eventOf(input, terminal) : withoutEvent(input);
    const documents = await documentsOf(input, terminal);
    const plans = event && plansOf(documents, event, input);
    const graphs = documents.map(({ document }, i) => workflowGraph(document, plans?.[i]));
    const text = input.has('json') ? `${JSON.stringify(graphs, undefined, 2)}\n` : FORMATS[format(input)](graphs);
    const output = input.get('output');
    if (output === undefined) terminal.out(text.trimEnd());
    else writeText(output, text, terminal);
    return OK;
  },
};

/** What describes an event, without one, would be left unsaid. */
function withoutEvent(input: Input): undefined {
  const lost = Object.keys({ ...eventFlags, ...assumptionFlags }).find((flag) => input.has(flag));
  if (lost !== undefined) throw new UsageError(`--${lost} describes an event; say which: --event push`);
}

/** As the name of the output says, unless told otherwise. */
function format(input: Input): string {
  const ending = /\.(svg|dot)$/.exec(input.get('output') ?? '')?.[1];
  return input.get('format') ?? ending ?? 'mermaid';
}
