/** Graphs as one SVG picture that stands alone, light and dark. */
import { Box, layout, Layout, Size } from './layout';
import { Graph, GraphNode } from './model';

const MARGIN = 24;
const TITLE_HEIGHT = 34;
const GRAPH_GAP = 36;
const CHARACTER = 7.1;
const PADDING = 14;
const MIN_WIDTH = 72;
const MAX_CHARACTERS = 34;

const STYLE = `
.page { fill: #ffffff } .title { font: 600 15px system-ui, sans-serif; fill: #1f2328 }
.box { fill: #f6f8fa; stroke: #59636e } .label { font: 13px system-ui, sans-serif; fill: #1f2328 } .detail { font: 11px system-ui, sans-serif; fill: #59636e }
.deployment .box { fill: #ddf4ff; stroke: #0969da } .call .box { fill: #fbefff; stroke: #8250df }
.runs .box { fill: #dafbe1; stroke: #1a7f37 } .unknown .box { fill: #fff8c5; stroke: #9a6700 }
.skipped .box { fill: #ffffff; stroke: #d1d9e0; stroke-dasharray: 4 3 } .skipped .label, .skipped .detail { fill: #6e7781 }
.line { fill: none; stroke: #818b98; stroke-width: 1.4 } .idle { stroke: #d1d9e0; stroke-dasharray: 4 3 } .head { fill: #818b98 } .idle-head { fill: #d1d9e0 }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117 } .title, .label { fill: #f0f6fc } .detail { fill: #9198a1 } .box { fill: #151b23; stroke: #9198a1 }
.deployment .box { fill: #121d2f; stroke: #4493f8 } .call .box { fill: #1e1633; stroke: #ab7df8 }
.runs .box { fill: #12261e; stroke: #3fb950 } .unknown .box { fill: #272115; stroke: #d29922 }
.skipped .box { fill: #0d1117; stroke: #3d444d } .skipped .label, .skipped .detail { fill: #8b949e } .idle { stroke: #3d444d } .idle-head { fill: #3d444d }
}`.trim();

export function svg(graphs: readonly Graph[]): string {
  const layouts = graphs.map((graph) => {
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    return layout(graph, (id) => sizeOf(nodes.get(id)!));
  });
  const width = Math.max(240, ...layouts.map((one) => one.width), ...graphs.map((graph) => graph.title.length * 8)) + 2 * MARGIN;
  let y = MARGIN;
  const parts = graphs.map((graph, i) => {
    const part = group(graph, layouts[i], y);
    y += TITLE_HEIGHT + layouts[i].height + GRAPH_GAP;
    return part;
  });
  const height = Math.max(y - GRAPH_GAP, 0) + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" role="img">`,
    `<title>${escape(graphs.map((graph) => graph.title).join(', '))}</title>`,
    `<style>${STYLE}</style>`,
    `<defs>${marker('head')}${marker('idle-head')}</defs>`,
    '<rect class="page" width="100%" height="100%"/>',
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

function sizeOf(node: GraphNode): Size {
  const longest = Math.max(short(node.label).length, (node.detail?.length ?? 0) * 0.9);
  const sides = node.kind === 'deployment' ? 2 * PADDING + 12 : 2 * PADDING;
  return { width: Math.max(MIN_WIDTH, Math.ceil(longest * CHARACTER) + sides), height: node.detail ? 46 : 34 };
}

function group(graph: Graph, { boxes, lines }: Layout, y: number): string {
  const states = new Map(graph.nodes.map((node) => [node.id, node.state]));
  return [
    `<g transform="translate(${MARGIN} ${round(y)})">`,
    `<text class="title" y="16">${escape(graph.title)}</text>`,
    `<g transform="translate(0 ${TITLE_HEIGHT})">`,
    ...lines.map(({ edge, points }) => {
      const idle = [edge.from, edge.to].some((id) => states.get(id) === 'skipped');
      return `<path class="line${idle ? ' idle' : ''}" marker-end="url(#${idle ? 'idle-head' : 'head'})" d="${curve(points)}"/>`;
    }),
    ...graph.nodes.map((node) => box(node, boxes.get(node.id)!)),
    '</g></g>',
  ].join('\n');
}

function marker(name: string): string {
  return `<marker id="${name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="${name}" d="M0 0 8 4 0 8z"/></marker>`;
}

/** Curves between the columns, straight lines through them. */
function curve(points: readonly { readonly x: number; readonly y: number }[]): string {
  const [first, ...rest] = points;
  let at = first;
  return rest.reduce((path, point, i) => {
    const bend = (at.x + point.x) / 2;
    const part = i % 2 === 0 ? `C${round(bend)} ${round(at.y)} ${round(bend)} ${round(point.y)} ${round(point.x)} ${round(point.y)}` : `L${round(point.x)} ${round(point.y)}`;
    at = point;
    return `${path} ${part}`;
  }, `M${round(first.x)} ${round(first.y)}`);
}

function box(node: GraphNode, { x, y, width, height }: Box): string {
  const middle = round(width / 2);
  const text = node.detail
    ? `<text class="label" x="${middle}" y="20" text-anchor="middle">${escape(short(node.label))}</text><text class="detail" x="${middle}" y="36" text-anchor="middle">${escape(node.detail)}</text>`
    : `<text class="label" x="${middle}" y="${height / 2 + 4.5}" text-anchor="middle">${escape(short(node.label))}</text>`;
  const title = node.label === short(node.label) && node.label === node.id ? '' : `<title>${escape(`${node.id}: ${node.label}`)}</title>`;
  return `<g class="${[node.kind, node.state].filter(Boolean).join(' ')}" transform="translate(${round(x)} ${round(y)})">${title}${outline(node, width, height)}${text}</g>`;
}

function outline(node: GraphNode, width: number, height: number): string {
  const rectangle = (dx: number) => `<rect class="box" x="${dx}" y="${-dx}" width="${round(width)}" height="${height}" rx="6"/>`;
  if (node.kind === 'matrix') return rectangle(4) + rectangle(0);
  if (node.kind !== 'deployment') return rectangle(0);
  const tip = 10;
  return `<path class="box" d="M${tip} 0H${round(width - tip)}L${round(width)} ${height / 2} ${round(width - tip)} ${height}H${tip}L0 ${height / 2}Z"/>`;
}

function short(label: string): string {
  const line = label.replace(/\s+/g, ' ');
  return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS - 1)}…` : line;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(text: string): string {
  // XML cannot hold control characters at all
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
