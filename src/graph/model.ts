/** A picture before it is drawn: jobs and what they wait for. */

export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** A second, smaller line. */
  readonly detail?: string;
  readonly kind: 'job' | 'matrix' | 'deployment' | 'call';
  /** Of a plan: whether it runs. */
  readonly state?: 'runs' | 'skipped' | 'unknown';
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

export interface Graph {
  readonly title: string;
  /** In the order of definition. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * The edges without those that follow from others: where `deploy` needs `image` and `test`, and `image` needs `test`,
 * the arrow from `test` to `deploy` says nothing new. A graph with a cycle keeps all.
 */
export function withoutImplied(edges: readonly GraphEdge[]): GraphEdge[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const reached = reachable(next);
  if (!reached) return [...edges];
  return edges.filter(({ from, to }) => !next.get(from)!.some((other) => other !== to && reached.get(other)?.has(to)));
}

/** All that can be reached from each node; undefined where one reaches itself. */
function reachable(next: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, ReadonlySet<string>> | undefined {
  const reached = new Map<string, Set<string>>();
  const open = new Set<string>();
  const visit = (id: string): boolean => {
    if (reached.has(id)) return true;
    if (open.has(id)) return false;
    open.add(id);
    const all = new Set<string>();
    for (const to of next.get(id) ?? []) {
      if (!visit(to)) return false;
      // what is there already came with all that is behind it
      if (all.has(to)) continue;
      all.add(to);
      for (const further of reached.get(to)!) all.add(further);
    }
    open.delete(id);
    reached.set(id, all);
    return true;
  };
  return [...next.keys()].every(visit) ? reached : undefined;
}
