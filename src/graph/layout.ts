/**
 * Places the nodes of a graph in columns: a job stands right of all that it waits for. Within a column the order
 * keeps lines from crossing; a line that passes a column has a place of its own in it.
 */
import { Graph, GraphEdge } from './model';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export interface Layout extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
  /** For each edge the points that its line goes through, between its two boxes. */
  readonly lines: readonly { readonly edge: GraphEdge; readonly points: readonly { readonly x: number; readonly y: number }[] }[];
}

const COLUMN_GAP = 56;
const ROW_GAP = 14;
const PASSAGE: Size = { width: 0, height: 10 };
const SWEEPS = 12;

/** A node, or the place where a line passes a column. */
interface Item {
  readonly key: string;
  readonly size: Size;
  readonly column: number;
  readonly before: Item[];
  readonly after: Item[];
  y: number;
}

export function layout(graph: Graph, sizeOf: (id: string) => Size): Layout {
  const ranks = rank(graph);
  const items = new Map(graph.nodes.map((node) => [node.id, item(node.id, sizeOf(node.id), ranks.get(node.id) ?? 0)]));
  const columns: Item[][] = [];
  for (const one of items.values()) (columns[one.column] ??= []).push(one);
  const chains = graph.edges.map((edge) => ({ edge, chain: connect(items.get(edge.from)!, items.get(edge.to)!, edge, columns) }));
  order(columns);
  place(columns);
  return coordinates(columns, items, chains);
}

function item(key: string, size: Size, column: number): Item {
  return { key, size, column, before: [], after: [], y: 0 };
}

/** The longest way from a node that waits for nothing. A cycle, which a rule reports, ends where it closes. */
function rank(graph: Graph): Map<string, number> {
  const before = new Map<string, string[]>();
  for (const { from, to } of graph.edges) before.set(to, [...(before.get(to) ?? []), from]);
  const ranks = new Map<string, number>();
  const visit = (id: string, path: ReadonlySet<string>): number => {
    const known = ranks.get(id);
    if (known !== undefined) return known;
    if (path.has(id)) return 0;
    const value = Math.max(-1, ...(before.get(id) ?? []).map((other) => visit(other, new Set([...path, id])))) + 1;
    ranks.set(id, value);
    return value;
  };
  for (const node of graph.nodes) visit(node.id, new Set());
  return ranks;
}

/** Links two items, by passages through the columns between them. */
function connect(from: Item, to: Item, edge: GraphEdge, columns: Item[][]): Item[] {
  const chain = [from];
  for (let column = from.column + 1; column < to.column; column++) {
    const passage = item(`${edge.from}→${edge.to}@${column}`, PASSAGE, column);
    columns[column].push(passage);
    chain.push(passage);
  }
  chain.push(to);
  for (let i = 1; i < chain.length; i++) {
    chain[i - 1].after.push(chain[i]);
    chain[i].before.push(chain[i - 1]);
  }
  return chain;
}

/** Sorts each column by the middle of its neighbours, there and back; the order with the fewest crossings wins. */
function order(columns: Item[][]): void {
  let best = columns.map((column) => [...column]);
  let fewest = crossings(best);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0;
    const sequence = forward ? columns.keys() : [...columns.keys()].reverse();
    for (const index of sequence) sortColumn(columns, index, forward);
    const count = crossings(columns);
    if (count < fewest) {
      fewest = count;
      best = columns.map((column) => [...column]);
    }
  }
  columns.splice(0, columns.length, ...best);
}

function sortColumn(columns: Item[][], index: number, forward: boolean): void {
  const fixed = columns[index + (forward ? -1 : 1)];
  if (!fixed) return;
  const positions = new Map(fixed.map((one, i) => [one, i]));
  const middles = new Map(columns[index].map((one, i) => {
    const neighbours = (forward ? one.before : one.after).map((other) => positions.get(other) ?? 0);
    return [one, neighbours.length ? neighbours.reduce((a, b) => a + b, 0) / neighbours.length : i];
  }));
  columns[index] = [...columns[index]].sort((a, b) => middles.get(a)! - middles.get(b)!);
}

function crossings(columns: readonly Item[][]): number {
  let count = 0;
  for (let i = 1; i < columns.length; i++) {
    const left = new Map(columns[i - 1].map((one, n) => [one, n]));
    const lines = columns[i].flatMap((one, n) => one.before.map((other) => [left.get(other) ?? 0, n] as const));
    for (let a = 0; a < lines.length; a++) {
      for (let b = a + 1; b < lines.length; b++) {
        if ((lines[a][0] - lines[b][0]) * (lines[a][1] - lines[b][1]) < 0) count++;
      }
    }
  }
  return count;
}

/** Moves each item towards its neighbours, as far as the others of its column let it. */
function place(columns: readonly Item[][]): void {
  for (const column of columns) stack(column, column.map(() => 0));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    for (const column of forward ? columns : [...columns].reverse()) {
      stack(column, column.map((one) => {
        const neighbours = forward ? one.before : one.after;
        const chosen = neighbours.length ? neighbours : [one];
        return chosen.reduce((sum, other) => sum + other.y + other.size.height / 2, 0) / chosen.length - one.size.height / 2;
      }));
    }
  }
}

/** The positions nearest to those wished for, in order and without overlap: runs that collide share their shift. */
function stack(column: readonly Item[], wished: readonly number[]): void {
  const groups: { start: number; items: number[]; height: number }[] = [];
  const heightOf = (i: number) => column[i].size.height + ROW_GAP;
  for (let i = 0; i < column.length; i++) {
    let group = { start: wished[i], items: [i], height: heightOf(i) };
    while (groups.length > 0 && groups.at(-1)!.start + groups.at(-1)!.height > group.start) {
      const previous = groups.pop()!;
      const total = previous.items.length + group.items.length;
      const start = (previous.start * previous.items.length + (group.start - previous.height) * group.items.length) / total;
      group = { start, items: [...previous.items, ...group.items], height: previous.height + group.height };
    }
    groups.push(group);
  }
  for (const group of groups) {
    let y = group.start;
    for (const i of group.items) {
      column[i].y = y;
      y += heightOf(i);
    }
  }
}

function coordinates(columns: readonly Item[][], items: ReadonlyMap<string, Item>, chains: readonly { edge: GraphEdge; chain: Item[] }[]): Layout {
  const all = columns.flat();
  const top = Math.min(0, ...all.map((one) => one.y));
  const widths = columns.map((column) => Math.max(0, ...column.map((one) => one.size.width)));
  const starts = widths.map((_, i) => widths.slice(0, i).reduce((sum, width) => sum + width + COLUMN_GAP, 0));
  const boxes = new Map([...items].map(([id, one]) => [id, { x: starts[one.column], y: one.y - top, width: widths[one.column], height: one.size.height }]));
  return {
    boxes,
    lines: chains.map(({ edge, chain }) => ({ edge, points: points(chain, starts, widths, top) })),
    width: widths.length ? starts.at(-1)! + widths.at(-1)! : 0,
    height: Math.max(0, ...all.map((one) => one.y - top + one.size.height)),
  };
}

/** From the right side of the first box to the left side of the last, straight through each passage. */
function points(chain: readonly Item[], starts: readonly number[], widths: readonly number[], top: number): { x: number; y: number }[] {
  return chain.flatMap((one, i) => {
    const y = one.y - top + one.size.height / 2;
    const left = { x: starts[one.column], y };
    const right = { x: starts[one.column] + widths[one.column], y };
    if (i === 0) return [right];
    return i === chain.length - 1 ? [left] : [left, right];
  });
}
