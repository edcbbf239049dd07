import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf, jobAt } from './support/facts';

export const secretsOutsideEnv: Rule = {
  id: 'secrets-outside-env',
  severity: 'warning',
  description: 'A job that reads a secret has an environment.',
  reason: 'Only an environment can say which branches may read a secret: any other secret is there for every workflow of every branch.',
  source: zizmor('secrets-outside-env'),
  *check(document) {
    const facts = factsOf(document);
    // an environment inside a reusable workflow cannot read its caller's secrets
    if (facts.events.has('workflow_call') || !facts.contexts.has('secrets')) return;
    const told = new Set<string>();
    for (const text of facts.texts) {
      const job = jobAt(facts, text.path);
      if (!job || job.job.environment !== undefined || job.calls !== undefined || told.has(job.id)) continue;
      for (const { references, offset } of text.scan.segments) {
        const secret = references.find(({ context, path }) => context === 'secrets' && path[0]?.toUpperCase() !== 'GITHUB_TOKEN');
        if (!secret) continue;
        told.add(job.id);
        yield {
          path: text.path, at: offset + secret.node.start, message: `the job '${job.id}' reads the secret ${secret.path[0] ?? ''} without an environment`,
          severity: strict(document), fix: 'set environment; for what is no deployment {name: …, deployment: false}',
        };
        break;
      }
    }
  },
};
