import { Rule } from './rule';
import { factsOf } from './support/facts';

const MOST_CHARACTERS = 21_000;
const MOST_DEPTH = 50;

export const expressionLength: Rule = {
  id: 'expression-length',
  severity: 'error',
  description: 'An expression, or a text that contains one, has at most 21,000 characters and a depth of 50.',
  reason: 'GitHub makes one expression of the whole text, also of a whole script, and refuses longer ones.',
  source: 'https://docs.github.com/actions/reference/limits',
  *check(document) {
    for (const { path, value, scan } of factsOf(document).texts) {
      if (value.length > MOST_CHARACTERS) {
        yield { path, value: value.length, message: `a text with an expression has at most ${MOST_CHARACTERS.toLocaleString('en')} characters; this has ${value.length.toLocaleString('en')}`, fix: 'hand the value over in env, or move the text into a file' };
      }
      for (const { depth, offset } of scan.segments) {
        if (depth > MOST_DEPTH) yield { path, at: offset, value: depth, message: `an expression is nested at most ${MOST_DEPTH} deep; this is ${depth}` };
      }
    }
  },
};
