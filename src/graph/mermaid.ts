/** A graph as a Mermaid flowchart. https://mermaid.js.org/syntax/flowchart.html */
import { Graph, GraphNode } from './model';
import { workflowGraph } from './workflow-graph';
import { WorkflowDocument } from '../workflow/document';

const MAX_LABEL = 80;
/** Underscores within words are only underscores. */
const MEANINGFUL = /[&"<>#;`{}|\\*~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;
/** `1. x` and `- x` would be lists, which no label may be. */
const LIST = /^(\s*\d*)([.)+-])(?=\s)/;
const CLASSES = {
  runs: 'fill:#dafbe1,stroke:#1a7f37,color:#1f2328',
  skipped: 'fill:#f6f8fa,stroke:#d1d9e0,color:#818b98,stroke-dasharray:4 3',
  unknown: 'fill:#fff8c5,stroke:#9a6700,color:#1f2328',
} as const;

export function workflowMermaid(document: WorkflowDocument): string {
  return mermaid([workflowGraph(document)]);
}

/** Several graphs become one chart with a frame around each. */
export function mermaid(graphs: readonly Graph[]): string {
  const framed = graphs.length > 1;
  const lines = ['flowchart LR'];
  graphs.forEach((graph, index) => {
    const indent = framed ? '    ' : '  ';
    const name = (id: string) => `${framed ? `g${index}` : ''}j${graph.nodes.findIndex((node) => node.id === id)}`;
    if (framed) lines.push(`  subgraph g${index}["${escape(graph.title)}"]`);
    for (const node of graph.nodes) lines.push(`${indent}${name(node.id)}${shape(node)}${node.state ? `:::${node.state}` : ''}`);
    for (const { from, to } of graph.edges) lines.push(`${indent}${name(from)} --> ${name(to)}`);
    if (framed) lines.push('  end');
  });
  const states = new Set(graphs.flatMap((graph) => graph.nodes.flatMap((node) => node.state ?? [])));
  for (const state of states) lines.push(`  classDef ${state} ${CLASSES[state]}`);
  return `${lines.join('\n')}\n`;
}

/** Deployments are hexagons, jobs with a matrix are stacked; the label is quoted, so any text may stand in it. */
function shape(node: GraphNode): string {
  const label = `"${escape(node.label)}${node.detail ? `<br/>${escape(node.detail)}` : ''}"`;
  if (node.kind === 'deployment') return `{{${label}}}`;
  if (node.kind === 'call') return `(${label})`;
  return node.kind === 'matrix' ? `[[${label}]]` : `[${label}]`;
}

/** Expressions, quotes and Markdown mean something to Mermaid; its own entities do not. */
function escape(text: string): string {
  const line = [...text.replace(/[\r\n]+/g, ' ')].slice(0, MAX_LABEL).join('');
  return line.replace(MEANINGFUL, (c) => `#${c.codePointAt(0)};`).replace(LIST, (_, before: string, c: string) => `${before}#${c.codePointAt(0)};`);
}
