/**
 * GitHub's own parser, bundled at build time from @actions/workflow-parser (MIT): the last word on what GitHub takes.
 * Heavy, so it is loaded on first use, by `pipewright check` and by tests, never by synthesis.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatLocation, Problem } from '../problem';

interface ParserError {
  readonly rawMessage: string;
  readonly range?: { readonly start: { readonly line: number; readonly column: number } };
}
interface Context {
  readonly errors: { getErrors(): readonly ParserError[] };
}
interface Parser {
  parseWorkflow(file: { name: string; content: string }, trace: object): { context: Context; value?: unknown };
  convertWorkflowTemplate(context: Context, root: unknown, fileProvider?: undefined, options?: object): Promise<unknown>;
}

const BUNDLE = join(__dirname, '..', '..', 'vendor', 'actions-workflow-parser.cjs');
const QUIET = { error: () => undefined, info: () => undefined, verbose: () => undefined };
/** Go on to the ids, needs and conditions also where the schema already has errors. */
const TRY_CONVERSION = { errorPolicy: 1 };
let loaded: Parser | undefined;

/** Is the bundle there? In the sources it is not before the first build. */
export function hasGithubParser(): boolean {
  return loaded !== undefined || existsSync(BUNDLE);
}

/** What GitHub says of a workflow file. Empty also where the bundle is missing: ask `hasGithubParser` first. */
export function githubParser(text: string, file: string): Problem[] {
  if (!hasGithubParser()) return [];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- lazy: 20 ms that synthesis must not pay
  loaded ??= require(BUNDLE) as Parser;
  const { context, value } = loaded.parseWorkflow({ name: file, content: text }, QUIET);
  // the conversion is synchronous where no file provider is given: its promise is done when it returns
  if (value !== undefined) loaded.convertWorkflowTemplate(context, value, undefined, TRY_CONVERSION).catch(() => undefined);
  return context.errors.getErrors().map((error) => toProblem(error, file));
}

function toProblem({ rawMessage, range }: ParserError, file: string): Problem {
  const source = { file, line: range?.start.line, column: range?.start.column };
  return { ruleId: 'github-parser', severity: 'error', where: formatLocation(source), message: rawMessage, source };
}
