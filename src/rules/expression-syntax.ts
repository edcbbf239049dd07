import { Finding, Rule } from './rule';
import { nearest } from '../nearest';
import { factsOf } from './support/facts';
import { Text } from './support/walk';
import { FunctionUse } from '../workflow/expression-scan';

/** Functions that only some places have; the rule context-availability speaks of them. */
export const PLACED_FUNCTIONS: ReadonlySet<string> = new Set(['always', 'cancelled', 'failure', 'success', 'hashfiles']);
const SPELLING: Readonly<Record<string, string>> = { endswith: 'endsWith', fromjson: 'fromJSON', hashfiles: 'hashFiles', startswith: 'startsWith', tojson: 'toJSON' };

export const expressionSyntax: Rule = {
  id: 'expression-syntax',
  severity: 'error',
  description: 'What stands in ${{ }} is an expression, and calls functions that exist with as many arguments as they take.',
  reason: 'GitHub refuses the file.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/expressions',
  *check(document) {
    for (const text of factsOf(document).texts) {
      for (const { error, text: value, functions, offset } of text.scan.segments) {
        if (error) yield { path: text.path, at: error.offset, message: error.message, value: value || text.value, fix: hint(error.message) };
        if (value === 'insert' && !text.isKey) yield { path: text.path, at: offset, message: 'insert can only stand as a key', value };
        for (const use of functions) {
          const finding = call(use, text);
          if (finding) yield { path: text.path, at: offset + use.node.start, ...finding };
        }
      }
    }
  },
};

/** What people bring along from other languages. */
function hint(message: string): string | undefined {
  if (message.includes("'='")) return 'compare with ==';
  return message.includes('"') ? 'put texts into single quotes' : undefined;
}

function call({ name, node }: FunctionUse, { allowed }: Text): Omit<Finding, 'path'> | undefined {
  const arity = allowed.functions.get(name);
  if (!arity) {
    if (PLACED_FUNCTIONS.has(name)) return undefined;
    const known = [...allowed.functions.keys()].map((one) => SPELLING[one] ?? one);
    return { message: `there is no function '${node.name}'`, value: node.name, allowed: known, nearest: nearest(node.name, known) };
  }
  const count = node.args.length;
  if (count < arity.least || count > arity.most) {
    const takes = arity.least === arity.most ? String(arity.least) : `${arity.least} to ${arity.most > 255 ? 'any number of' : arity.most}`;
    return { message: `${node.name} takes ${takes} arguments, not ${count}`, value: count };
  }
  return name === 'case' && count % 2 === 0 ? { message: 'case takes an odd number of arguments: pairs and a default', value: count } : undefined;
}
