import { Finding, Rule } from './rule';
import { asMap, factsOf } from './support/facts';
import { Reference } from '../workflow/expression-scan';

const STORED = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What a called workflow declares may have hyphens: it is a parameter, not a stored secret. */
const DECLARED = /^[A-Za-z_][A-Za-z0-9_-]*$/;

export const secretName: Rule = {
  id: 'secret-name',
  severity: 'error',
  description: 'Secrets and variables have letters, digits and _, do not start with a digit, and not with GITHUB_.',
  reason: 'GitHub stores none under another name, so that it reads as an empty text.',
  source: 'https://docs.github.com/actions/reference/security/secrets#naming-your-secrets',
  *check(document) {
    const { events, texts, contexts } = factsOf(document);
    const declared = asMap(asMap(events.get('workflow_call')).secrets);
    for (const name of Object.keys(declared)) {
      if (!DECLARED.test(name) || /^github_/i.test(name)) yield { path: ['on', 'workflow_call', 'secrets', name], at: 'key', message: `'${name}' is no name of a secret`, value: name };
    }
    if (!contexts.has('secrets') && !contexts.has('vars')) return;
    const known = new Set(Object.keys(declared).map((name) => name.toUpperCase()));
    for (const text of texts) {
      for (const { references, offset } of text.scan.segments) {
        for (const reference of references) {
          const finding = check(reference, known);
          if (finding) yield { path: text.path, at: offset + reference.node.start, ...finding };
        }
      }
    }
  },
};

function check({ context, path: [name] }: Reference, declared: ReadonlySet<string>): Omit<Finding, 'path'> | undefined {
  if ((context !== 'secrets' && context !== 'vars') || name === undefined || name === '*') return undefined;
  const upper = name.toUpperCase();
  if (context === 'secrets' && (upper === 'GITHUB_TOKEN' || declared.has(upper))) return undefined;
  if (STORED.test(name) && !upper.startsWith('GITHUB_')) return undefined;
  const kind = context === 'secrets' ? 'secret' : 'variable';
  return { message: `no ${kind} can be called '${name}': this is always empty`, value: name, fix: 'use letters, digits and _, and no GITHUB_ in front' };
}
