import { PLACED_FUNCTIONS } from './expression-syntax';
import { Finding, Rule } from './rule';
import { nearest } from '../nearest';
import { factsOf } from './support/facts';
import { Text } from './support/walk';
import { Segment } from '../workflow/expression-scan';

const CONTEXTS = new Set(['env', 'github', 'inputs', 'job', 'jobs', 'matrix', 'needs', 'runner', 'secrets', 'steps', 'strategy', 'vars']);

export const contextAvailability: Rule = {
  id: 'context-availability',
  severity: 'error',
  description: 'An expression reads contexts and calls functions that exist where it stands.',
  reason: 'No secrets in an if, no env in the if of a job, no steps before there are any: GitHub refuses the file.',
  source: 'https://docs.github.com/actions/reference/workflows-and-actions/contexts#context-availability',
  *check(document) {
    for (const text of factsOf(document).texts) {
      if (!text.allowed.any && !text.literal) {
        yield { path: text.path, at: text.isKey ? 'key' : text.scan.segments[0].start, message: 'no expression can stand here', value: text.value };
        continue;
      }
      for (const segment of text.scan.segments) yield* check(text, segment);
    }
  },
};

function* check(text: Text, { references, functions, offset }: Segment): Generator<Finding> {
  const told = new Set<string>();
  for (const { context, node } of references) {
    if (text.allowed.contexts.has(context) || told.has(context)) continue;
    told.add(context);
    const allowed = [...text.allowed.contexts];
    const message = CONTEXTS.has(context) ? `'${context}' cannot be read here${hint(context, text)}` : `there is no context '${context}'`;
    yield { path: text.path, at: offset + node.start, message, value: text.value, allowed, nearest: nearest(context, allowed) };
  }
  for (const { name, node } of functions) {
    if (!PLACED_FUNCTIONS.has(name) || text.allowed.functions.has(name)) continue;
    yield { path: text.path, at: offset + node.start, message: `${node.name}() cannot be called here`, value: text.value, fix: name === 'hashfiles' ? undefined : 'call it in an if' };
  }
}

function hint(context: string, text: Text): string {
  if (context === 'secrets' && text.condition) return ': put the secret into env, and test that';
  return context === 'env' && text.condition ? ': a job is decided upon before it has an env' : '';
}
