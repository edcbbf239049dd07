/**
 * Which part of a condition decided, and on which values.
 */
import { PlanReason } from './runs';
import { evaluatePartially, Scope } from '../expressions/evaluate';
import { Data } from '../expressions/github-expressions';
import { parseExpression } from '../expressions/parse';
import { truthOf } from '../expressions/three-valued';
import { isUnknown } from '../expressions/unknown';
import { fromData } from '../expressions/values';
import { show } from '../problem';
import { scanCondition } from '../workflow/expression-scan';
import { Node } from '../workflow/expression-tree';

/** @param text a condition that GitHub's parser accepts */
export function explainCondition(text: string, scope: Scope): PlanReason {
  const bare = text.trim();
  const value = evaluated(bare, scope)!;
  const tree = scanCondition(bare).segments[0]?.tree;
  const part = tree ? decisive(tree, bare, bare, truthOf(value), scope) : bare;
  return describe(part, evaluated(part, scope) ?? value, valuesIn(part, scope));
}

/** `&&` that fails fails by one operand, `||` that holds holds by one; both are unknown by what is unknown in them. */
function decisive(node: Node, text: string, otherwise: string, truth: boolean | undefined, scope: Scope): string {
  if (node.kind !== 'logical' || truth === (node.operator === '&&')) return otherwise;
  const parts = node.args.map((arg) => ({ arg, part: text.slice(arg.start, arg.end) }));
  const values = parts.map(({ part }) => evaluated(part, scope));
  // an operand in parentheses within another one does not stand alone in the text
  if (values.includes(undefined)) return otherwise;
  const open = parts.filter((_, i) => truthOf(values[i]!) === truth);
  if (open.length === 0 || (truth === undefined && open.length > 1)) return otherwise;
  return decisive(open[0].arg, text, open[0].part, truth, scope);
}

/** Undefined where the text is no whole expression. */
function evaluated(text: string, scope: Scope): Data | undefined {
  try {
    return evaluatePartially(parseExpression(text), scope);
  } catch {
    return undefined;
  }
}

/** What the part reads, each with its value. */
function valuesIn(text: string, scope: Scope): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { references } of scanCondition(text).segments) {
    for (const { node } of references) {
      const name = text.slice(node.start, node.end);
      const value = evaluated(name, scope);
      if (value) values[name] = fromData(value);
    }
  }
  return values;
}

function describe(condition: string, value: Data, values: Record<string, unknown>): PlanReason {
  const truth = truthOf(value);
  const read = Object.entries(values).map(([name, v]) => `${name} is ${show(v)}`);
  const names = truth === undefined && isUnknown(value) ? [...value.names] : [];
  if (truth === undefined) return { text: `only the run knows ${names.join(', ')}, on which \`${condition}\` depends`, condition, values, unknown: names };
  return { text: `\`${condition}\` is ${truth}${read.length ? `: ${read.join(', ')}` : ''}`, condition, values };
}
