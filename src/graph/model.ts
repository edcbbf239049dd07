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
 * the arrow from `test` to `deploy` says nothing new. Edges of a cycle stay.
 */
export function withoutImplied(edges: readonly GraphEdge[]): GraphEdge[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const reaches = (start: string, goal: string, seen: Set<string>): boolean => {
    if (start === goal) return true;
    if (seen.has(start)) return false;
    seen.add(start);
    return (next.get(start) ?? []).some((to) => reaches(to, goal, seen));
  };
  return edges.filter(({ from, to }) => !(next.get(from) ?? []).some((other) => other !== to && reaches(other, to, new Set([from]))));
}
