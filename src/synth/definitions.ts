/** The actions that an app defines itself, as the rules read them. */
import { Step } from '../step';

interface Definition {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string; readonly deprecated?: string }>>;
  readonly outputs: readonly string[];
}

export function definitionsOf(steps: readonly Step[]): Map<string, Definition> {
  return new Map(steps.flatMap((step) => {
    const known = step instanceof Step ? step._spec.definition?._props : undefined;
    return known ? [[known.name, { inputs: known.inputs ?? {}, outputs: known.outputs ?? [] }] as const] : [];
  }));
}
