/** The value of an expression that needs no run to be known. */
import { Segment } from '../../workflow/expression-scan';
import { Literal, Node } from '../../workflow/expression-tree';

/** An answer about an expression, kept as long as the scan of its text is. */
export function perSegment<T>(judge: (tree: Node, segment: Segment) => T): (segment: Segment) => T | undefined {
  const answers = new WeakMap<Segment, { readonly answer: T }>();
  return (segment) => {
    if (!segment.tree) return undefined;
    let known = answers.get(segment);
    if (!known) answers.set(segment, known = { answer: judge(segment.tree, segment) });
    return known.answer;
  };
}

/** Undefined: only the run knows. */
export function constant(node: Node): { readonly value: Literal } | undefined {
  switch (node.kind) {
    case 'literal':
      return { value: node.value };
    case 'not': {
      const of = constant(node.of);
      return of && { value: !truthy(of.value) };
    }
    case 'logical':
      return constantLogical(node);
    case 'binary':
      return constantBinary(node);
    case 'call':
      return constantCall(node);
    default:
      return undefined;
  }
}

export function truthy(value: Literal): boolean {
  return !(value === false || value === null || value === '' || value === 0 || Number.isNaN(value));
}

/** A part that is no plain literal and yet always the same: `true && x` is not, `'a' == 'b'` is. */
export function foldable(node: Node): boolean {
  return node.kind !== 'literal' && constant(node) !== undefined;
}

export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'index': return node.by === '*' ? [node.of] : [node.of, node.by];
    case 'call':
    case 'logical': return node.args;
    case 'not': return [node.of];
    case 'binary': return [node.left, node.right];
    default: return [];
  }
}

/** The node and everything below it. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of children(node)) yield* nodesOf(child);
}

function constantLogical(node: Node & { kind: 'logical' }): { readonly value: Literal } | undefined {
  const args = node.args.map(constant);
  if (args.some((arg) => arg === undefined)) return undefined;
  const values = args.map((arg) => arg!.value);
  const stop = values.find((value) => truthy(value) === (node.operator === '||'));
  return { value: stop === undefined ? values[values.length - 1] : stop };
}

function constantBinary(node: Node & { kind: 'binary' }): { readonly value: Literal } | undefined {
  const left = constant(node.left);
  const right = constant(node.right);
  if (!left || !right) return undefined;
  const [a, b] = [comparable(left.value), comparable(right.value)];
  switch (node.operator) {
    case '==': return { value: a === b };
    case '!=': return { value: a !== b };
    case '<': return { value: a < b };
    case '<=': return { value: a <= b };
    case '>': return { value: a > b };
    default: return { value: a >= b };
  }
}

/** GitHub compares texts without case, and unlike types as numbers. Unlike types are rare in literals: as text. */
function comparable(value: Literal): string | number {
  return typeof value === 'number' ? value : String(value).toUpperCase();
}

function constantCall(node: Node & { kind: 'call' }): { readonly value: Literal } | undefined {
  const args = node.args.map(constant);
  if (args.some((arg) => arg === undefined)) return undefined;
  const text = args.map((arg) => String(arg!.value ?? ''));
  switch (node.name.toLowerCase()) {
    case 'contains': return { value: text[0]?.toLowerCase().includes(text[1]?.toLowerCase()) };
    case 'startswith': return { value: text[0]?.toLowerCase().startsWith(text[1]?.toLowerCase()) };
    case 'endswith': return { value: text[0]?.toLowerCase().endsWith(text[1]?.toLowerCase()) };
    case 'format': return { value: text.slice(1).reduce((result, arg, i) => result.split(`{${i}}`).join(arg), text[0]) };
    case 'tojson': return { value: JSON.stringify(args[0]!.value) };
    case 'fromjson': return fromJson(text[0]);
    default: return undefined;
  }
}

/** A list or a map is no literal: `contains(fromJSON('["a"]'), x)` is the sound way to write a set. */
function fromJson(text: string): { readonly value: Literal } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? undefined : { value: value as Literal };
  } catch {
    return undefined;
  }
}
