/**
 * What a string says in expressions: the `${{ }}` parts of it, the contexts and functions they use. Cached by the string,
 * because rules, the inference of needs and the planner all ask for the same ones.
 */
import { ExpressionSyntaxError } from './expression-tokens';
import { Node, parseExpression } from './expression-tree';

/** `needs.build.outputs.tag` is the context `needs` with the path `['build', 'outputs', 'tag']`. */
export interface Reference {
  /** Lower case: GitHub ignores the case of names. */
  readonly context: string;
  /** Names as they were written; `*` for a filter, undefined for what only the run knows. */
  readonly path: readonly (string | undefined)[];
  readonly node: Node;
}

export interface FunctionUse {
  /** Lower case. */
  readonly name: string;
  readonly node: Node & { kind: 'call' };
}

/** One `${{ }}` of a string, or a whole bare `if`. */
export interface Segment {
  /** Where it starts in the string, `${{` included. */
  readonly start: number;
  readonly end: number;
  /** The expression alone, trimmed, and where it starts. */
  readonly text: string;
  readonly offset: number;
  /** Undefined where the text is no expression: then `error` says why. */
  readonly tree?: Node;
  readonly error?: { readonly message: string; readonly offset: number };
  readonly references: readonly Reference[];
  readonly functions: readonly FunctionUse[];
  readonly depth: number;
}

export interface Scan {
  readonly segments: readonly Segment[];
  /** Everything between the expressions is empty: the value is one expression. */
  readonly whole: boolean;
}

const NOTHING: Scan = { segments: [], whole: false };
const MAX_CACHED = 20_000;
const templates = new Map<string, Scan>();
const conditions = new Map<string, Scan>();

/** Does a string hold an expression at all? Cheap. */
export function hasExpression(text: string): boolean {
  return text.includes('${{');
}

/** The expressions of a string such as `v${{ needs.a.outputs.b }}`. */
export function scanTemplate(text: string): Scan {
  if (!hasExpression(text)) return NOTHING;
  return cached(templates, text, () => {
    const segments = findSegments(text);
    return { segments, whole: segments.length === 1 && segments[0].start === 0 && segments[0].end === text.length };
  });
}

/** The expressions of an `if`, which may be bare. */
export function scanCondition(text: string): Scan {
  if (hasExpression(text)) return scanTemplate(text);
  if (text.trim() === '') return NOTHING;
  return cached(conditions, text, () => ({ segments: [segment(text, 0, text.length, 0, text.length)], whole: true }));
}

function cached(cache: Map<string, Scan>, text: string, make: () => Scan): Scan {
  let scan = cache.get(text);
  if (!scan) {
    scan = make();
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(text, scan);
  }
  return scan;
}

function findSegments(text: string): Segment[] {
  const segments: Segment[] = [];
  for (let start = text.indexOf('${{'); start >= 0;) {
    const close = closing(text, start + 3);
    if (close < 0) {
      segments.push(broken(text, start, 'the expression is not closed: }} is missing'));
      break;
    }
    segments.push(segment(text, start, close + 2, start + 3, close));
    start = text.indexOf('${{', close + 2);
  }
  return segments;
}

/** `}}` within quotes closes nothing. */
function closing(text: string, from: number): number {
  let quoted = false;
  for (let i = from; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 39) quoted = !quoted;
    else if (!quoted && char === 125 && text.charCodeAt(i + 1) === 125) return i;
  }
  return -1;
}

function segment(text: string, start: number, end: number, from: number, to: number): Segment {
  const raw = text.slice(from, to);
  const inner = raw.trim();
  const offset = from + raw.length - raw.trimStart().length;
  if (inner === '') return { ...broken(text, start, 'an expression was expected'), end };
  const base = { start, end, text: inner, offset };
  // `${{ insert }}` as a key is a directive of GitHub's, not an expression
  if (inner === 'insert') return { ...base, references: [], functions: [], depth: 0 };
  try {
    const { root, depth } = parseExpression(inner);
    const references: Reference[] = [];
    const functions: FunctionUse[] = [];
    collect(root, references, functions);
    return { ...base, tree: root, references, functions, depth };
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return { ...base, error: { message: error.message, offset: offset + error.offset }, references: [], functions: [], depth: 0 };
  }
}

function broken(text: string, start: number, message: string): Segment {
  return { start, end: text.length, text: '', offset: start, error: { message, offset: start }, references: [], functions: [], depth: 0 };
}

function collect(node: Node, references: Reference[], functions: FunctionUse[]): void {
  switch (node.kind) {
    case 'context':
    case 'index':
      collectReference(node, references, functions);
      return;
    case 'call':
      functions.push({ name: node.name.toLowerCase(), node });
      for (const arg of node.args) collect(arg, references, functions);
      return;
    case 'logical':
      for (const arg of node.args) collect(arg, references, functions);
      return;
    case 'not':
      collect(node.of, references, functions);
      return;
    case 'binary':
      collect(node.left, references, functions);
      collect(node.right, references, functions);
      return;
    case 'literal':
  }
}

function collectReference(node: Node, references: Reference[], functions: FunctionUse[]): void {
  const path: (string | undefined)[] = [];
  let base: Node = node;
  while (base.kind === 'index') {
    path.unshift(nameOf(base.by));
    if (base.by !== '*' && base.by.kind !== 'literal') collect(base.by, references, functions);
    base = base.of;
  }
  if (base.kind === 'context') references.push({ context: base.name.toLowerCase(), path, node });
  else collect(base, references, functions);
}

function nameOf(by: Node | '*'): string | undefined {
  if (by === '*') return '*';
  return by.kind === 'literal' ? String(by.value) : undefined;
}
