/** Graphs for Graphviz. https://graphviz.org/doc/info/lang.html */
import { Graph, GraphNode } from './model';

const SHAPES: Readonly<Record<GraphNode['kind'], string>> = { job: 'box', matrix: 'box3d', deployment: 'hexagon', call: 'component' };
const STATES: Readonly<Record<NonNullable<GraphNode['state']>, string>> = {
  runs: ', fillcolor="#dafbe1", color="#1a7f37"',
  skipped: ', fillcolor="#f6f8fa", color="#d1d9e0", fontcolor="#818b98", style="filled,dashed"',
  unknown: ', fillcolor="#fff8c5", color="#9a6700"',
};

export function dot(graphs: readonly Graph[]): string {
  const lines = [
    'digraph pipelines {',
    '  rankdir=LR;',
    '  node [shape=box, style="filled", fillcolor="#ffffff", color="#59636e", fontname="Helvetica", fontsize=11];',
    '  edge [color="#59636e", arrowsize=0.7];',
  ];
  graphs.forEach((graph, index) => {
    lines.push(`  subgraph cluster_${index} {`, `    label=${quote(graph.title)};`, '    fontname="Helvetica"; color="#d1d9e0";');
    for (const node of graph.nodes) {
      const label = node.detail ? `${node.label}\n${node.detail}` : node.label;
      lines.push(`    ${name(index, node.id)} [label=${quote(label)}, shape=${SHAPES[node.kind]}${node.state ? STATES[node.state] : ''}];`);
    }
    for (const { from, to } of graph.edges) lines.push(`    ${name(index, from)} -> ${name(index, to)};`);
    lines.push('  }');
  });
  return `${[...lines, '}'].join('\n')}\n`;
}

function name(index: number, id: string): string {
  return quote(`${index}/${id}`);
}

/** In a quoted id a backslash begins an escape of Graphviz's own, and a NUL ends the file. */
function quote(text: string): string {
  // eslint-disable-next-line no-control-regex
  return `"${text.replace(/[\u0000-\u0009\u000b-\u001f]/g, '').replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\r?\n/g, '\\n')}"`;
}
