import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf, StepFacts, stepAt } from './support/facts';
import { constant } from './support/literals';
import { scriptInputs } from './support/scripts';
import { trustOf } from './support/untrusted';
import { Text } from './support/walk';
import { Reference, Segment } from '../workflow/expression-scan';
import { Node } from '../workflow/expression-tree';

export const templateInjection: Rule = {
  id: 'template-injection',
  severity: 'error',
  description: 'No expression stands in a script.',
  reason: 'GitHub puts the value into the script as text before the shell reads it: a title such as `$(curl evil)` becomes code.',
  source: zizmor('template-injection'),
  *check(document) {
    const facts = factsOf(document);
    for (const text of facts.texts) {
      const step = stepAt(facts, text.path);
      if (!step || !isScript(text, step)) continue;
      for (const segment of text.scan.segments) {
        const { stranger, unknown } = sources(segment);
        const reference = stranger ?? unknown;
        if (!reference && !document.generated) continue;
        yield {
          path: text.path, at: segment.start, message: message(segment, text, stranger, unknown), value: segment.text,
          severity: stranger ? 'error' : strict(document), fix: 'hand it over in env, and use "$NAME" in the script',
        };
      }
    }
  },
};

function isScript(text: Text, step: StepFacts): boolean {
  const [key, input] = text.path.slice(step.path.length);
  if (key === 'run') return true;
  if (key !== 'with' || typeof input !== 'string') return false;
  const name = input.toLowerCase();
  return scriptInputs(step.action).some((one) => one.toLowerCase() === name);
}

/** Who can decide what the expression says. */
function sources({ tree, references }: Segment): { readonly stranger?: Reference; readonly unknown?: Reference } {
  const flowing = tree ? references.filter((reference) => flows(reference, tree)) : [];
  return {
    stranger: flowing.find((reference) => trustOf(reference) === 'stranger'),
    unknown: flowing.find((reference) => trustOf(reference) === 'unknown'),
  };
}

function message(segment: Segment, text: Text, stranger: Reference | undefined, unknown: Reference | undefined): string {
  if (stranger) return `anybody can put code into this script through ${source(stranger, segment, text)}`;
  return unknown ? `${source(unknown, segment, text)} becomes a part of this script` : 'an expression becomes a part of this script';
}

/** `a == b` yields true or false, whatever `a` is: only what can be the value itself flows into the script. */
function flows(reference: Reference, tree: Node): boolean {
  return valuesOf(tree).includes(reference.node);
}

function valuesOf(node: Node): Node[] {
  switch (node.kind) {
    case 'logical': {
      // `a && b` yields `a` only where it is falsy, which is no code
      const kept = node.operator === '&&' ? [node.args[node.args.length - 1]] : node.args;
      return kept.flatMap(valuesOf);
    }
    case 'call':
      return ['format', 'join', 'tojson', 'fromjson', 'case'].includes(node.name.toLowerCase()) ? node.args.flatMap(valuesOf) : [];
    case 'binary':
    case 'not':
    case 'literal':
      return [];
    default:
      return constant(node) ? [] : [node];
  }
}

function source(reference: Reference, segment: Segment, text: Text): string {
  const start = segment.offset + reference.node.start;
  return text.value.slice(start, segment.offset + reference.node.end) || segment.text;
}
