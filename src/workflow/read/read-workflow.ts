/**
 * YAML that somebody wrote → a document: the plain model, its comments, and where each part stands.
 * Whatever the text is, the answer is problems, never a throw.
 */
import { Document, LineCounter, parseDocument, YAMLParseError } from 'yaml';
import { formatLocation, Problem } from '../../problem';
import { WorkflowDocument } from '../document';
import { WorkflowModel } from '../model';
import { attachText } from '../text';
import { Positions } from './positions';
import { convert, ReadError } from './to-model';

export interface ReadResult {
  /** Undefined where the text is no YAML map. */
  readonly document?: WorkflowDocument;
  readonly problems: readonly Problem[];
}

export function readWorkflow(file: string, text: string): ReadResult {
  const lines = new LineCounter();
  try {
    const yaml = parseDocument(text, { lineCounter: lines, keepSourceTokens: true, uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
    if (yaml.errors.length > 0) return { problems: yaml.errors.map((error) => yamlProblem(file, error, lines)) };
    return read(file, text, yaml, lines);
  } catch (error) {
    // thousands of nested brackets exhaust the stack of any parser
    if (error instanceof RangeError) return { problems: [problem(file, 'the YAML is nested too deeply to be read')] };
    throw error;
  }
}

function read(file: string, text: string, yaml: Document.Parsed, lines: LineCounter): ReadResult {
  const { value, errors, comments } = convert(yaml);
  const problems = errors.map((error) => readProblem(file, error, lines));
  if (problems.length > 0) return { problems };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = value === null ? 'the file is empty' : `the file is ${Array.isArray(value) ? 'a list' : 'one value'}`;
    return { problems: [problem(file, `${what}: a workflow is a map with on and jobs`, { line: 1, column: 1 })] };
  }
  const positions = new Positions(file, text, yaml, lines);
  const document: WorkflowDocument = {
    file,
    model: value as WorkflowModel,
    comments,
    exceptions: [],
    generated: false,
    owners: new Map(),
    locate: (path, at?: 'key' | number) => ({ where: file, source: positions.of(path, at) }),
  };
  attachText(document, text);
  return { document, problems: [] };
}

function yamlProblem(file: string, error: YAMLParseError, lines: LineCounter): Problem {
  const { line, col } = lines.linePos(error.pos[0]);
  const fix = error.code === 'TAB_AS_INDENT' ? 'indent with spaces' : undefined;
  return problem(file, error.message, { line, column: col }, fix);
}

function readProblem(file: string, error: ReadError, lines: LineCounter): Problem {
  if (error.offset === undefined) return problem(file, error.message);
  const { line, col } = lines.linePos(error.offset);
  return problem(file, error.message, { line, column: col }, error.fix);
}

function problem(file: string, message: string, at: { line?: number; column?: number } = {}, fix?: string): Problem {
  const source = { file, ...at };
  return { ruleId: 'yaml', severity: 'error', where: formatLocation(source), message, fix, source };
}
