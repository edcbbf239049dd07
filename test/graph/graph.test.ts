import { spawnSync } from 'child_process';
import { describe, expect, test } from 'vitest';
import { dot } from '../../src/graph/dot';
import { layout } from '../../src/graph/layout';
import { mermaid } from '../../src/graph/mermaid';
import { Graph, withoutImplied } from '../../src/graph/model';
import { svg } from '../../src/graph/svg';
import { workflowGraph } from '../../src/graph/workflow-graph';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';
import { readWorkflow } from '../../src/workflow/read/read-workflow';

/** `a>b>d a>c>d` */
function graph(text: string, title = 'G'): Graph {
  const chains = text.split(' ').map((chain) => chain.split('>'));
  const ids = [...new Set(chains.flat())];
  const edges = chains.flatMap((chain) => chain.slice(1).map((to, i) => ({ from: chain[i], to })));
  return { title, nodes: ids.map((id) => ({ id, label: id, kind: 'job' as const })), edges };
}

const SIZE = { width: 80, height: 30 };
const FAN = Array.from({ length: 20 }, (_, i) => `a>t${i}>i${i}>end`).join(' ');
const HOSTILE = 'a"<b>&\\ \u0000${{ x }} | ]] }} `\n-- > %% #35;';

const WORKFLOW = readWorkflow('ci.yml', `name: CI
on: [push, pull_request]
jobs:
  test: { runs-on: ubuntu-24.04, strategy: { matrix: { os: [a, b] } }, steps: [{ run: x }] }
  image: { needs: test, runs-on: ubuntu-24.04, steps: [{ run: x }] }
  deploy: { needs: [test, image], if: github.event_name == 'push', runs-on: ubuntu-24.04, environment: production, steps: [{ run: x }] }
`).document!;

describe('a graph', () => {
  test('of a workflow leaves out arrows that follow from others', () => {
    const { nodes, edges } = workflowGraph(WORKFLOW);
    expect(nodes.map((node) => [node.id, node.kind])).toEqual([['test', 'matrix'], ['image', 'job'], ['deploy', 'deployment']]);
    expect(edges).toEqual([{ from: 'test', to: 'image' }, { from: 'image', to: 'deploy' }]);
  });

  test('where each needs all before it is a chain, however large', () => {
    const ids = Array.from({ length: 100 }, (_, i) => `n${i}`);
    const edges = ids.flatMap((to, i) => ids.slice(0, i).map((from) => ({ from, to })));
    expect(withoutImplied(edges)).toEqual(ids.slice(1).map((to, i) => ({ from: ids[i], to })));
  });

  test('of a plan shows what runs', () => {
    const plan = planWorkflow(WORKFLOW, Event.pullRequest());
    const { title, nodes } = workflowGraph(WORKFLOW, plan);
    expect(title).toContain('pull_request');
    expect(nodes.map((node) => [node.state, node.detail])).toEqual([['runs', '2 jobs'], ['runs', undefined], ['skipped', undefined]]);
  });

  test('with a cycle, which a rule reports, is drawn all the same', () => {
    const cycle = graph('a>b>c>a d>b');
    expect(withoutImplied(cycle.edges)).toHaveLength(4);
    expect(svg([cycle])).toContain('</svg>');
  });
});

describe('the layout', () => {
  test.each([['a chain', 'a>b>c'], ['a diamond', 'a>b>d a>c>d a>d'], ['a fan', FAN], ['alone', 'a b c']])('of %s: to the right of what it waits for, without overlap', (_, text) => {
    const { boxes, lines, width, height } = layout(graph(text), () => SIZE);
    for (const { edge } of lines) expect(boxes.get(edge.to)!.x).toBeGreaterThanOrEqual(boxes.get(edge.from)!.x + SIZE.width);
    const all = [...boxes.values()];
    for (const box of all) {
      expect(box.x + box.width).toBeLessThanOrEqual(width + 0.01);
      expect(box.y + box.height).toBeLessThanOrEqual(height + 0.01);
      const near = all.filter((other) => other !== box && other.x === box.x && Math.abs(other.y - box.y) < SIZE.height);
      expect(near).toEqual([]);
    }
  });

  test('uncrosses lines that need not cross', () => {
    const { boxes } = layout(graph('a>y b>x'), () => SIZE);
    const [a, b, x, y] = ['a', 'b', 'x', 'y'].map((id) => boxes.get(id)!.y);
    expect(Math.sign(a - b)).toBe(Math.sign(y - x));
  });

  test('of nothing', () => {
    expect(layout({ title: '', nodes: [], edges: [] }, () => SIZE)).toMatchObject({ width: 0, height: 0 });
  });
});

describe('the formats', () => {
  const hostile: Graph = { title: HOSTILE, nodes: [{ id: HOSTILE, label: HOSTILE, detail: HOSTILE, kind: 'matrix', state: 'runs' }, { id: 'b', label: 'b', kind: 'call' }], edges: [{ from: HOSTILE, to: 'b' }] };

  test('Mermaid', () => {
    expect(mermaid([workflowGraph(WORKFLOW)])).toMatchInlineSnapshot(`
      "flowchart LR
        j0[["test<br/>matrix"]]
        j1["image"]
        j2{{"deploy"}}
        j0 --> j1
        j1 --> j2
      "
    `);
    const [, ...lines] = mermaid([hostile, hostile]).trimEnd().split('\n');
    const label = '"[^"<>`{}|\\\\]*(<br/>[^"<>`{}|\\\\]*)?"';
    const allowed = new RegExp(`^ +(subgraph g\\d\\[${label}\\]|end|g\\dj\\d(\\[\\[${label}\\]\\]|\\(${label}\\))(:::runs)?|g\\dj\\d --> g\\dj\\d|classDef .*)$`);
    for (const line of lines) expect(line).toMatch(allowed);
  });

  test('DOT, read by Graphviz where it is installed', () => {
    const text = dot([workflowGraph(WORKFLOW), hostile]);
    expect(text).toContain('"0/test" -> "0/image";');
    const { error, status, stderr } = spawnSync('dot', ['-Tcanon'], { input: text, encoding: 'utf8' });
    if (!error) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('SVG is well-formed, stands alone and is the same each time', () => {
    const text = svg([workflowGraph(WORKFLOW), hostile, graph(FAN)]);
    expect(text).toBe(svg([workflowGraph(WORKFLOW), hostile, graph(FAN)]));
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(text.replaceAll('http://www.w3.org/2000/svg', '')).not.toContain('http');
    expect(unbalanced(text)).toEqual([]);
  });
});

/** Tags that are not closed in order, and text that XML does not allow. */
function unbalanced(xml: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, close, name, rest] of xml.matchAll(/<(\/?)([a-z]+)((?:[^<>"]|"[^"<]*")*)>/gi)) {
    if (close) {
      if (open.pop() !== name) wrong.push(name);
    } else if (!rest.endsWith('/')) {
      open.push(name);
    }
  }
  const text = xml.replace(/<style>[^]*?<\/style>/, '').replace(/<[^<>]*>/g, '');
  return [...wrong, ...open, ...(text.match(/[<>]|&(?!#\d+;)/g) ?? [])];
}

