import { Rule } from './rule';
import { isRecord } from '../values';
import { strict, zizmor } from './support/audit';
import { asText, factsOf } from './support/facts';

export const insecureCommands: Rule = {
  id: 'insecure-commands',
  severity: 'error',
  description: 'The old set-env and add-path commands stay off, and env is a literal map.',
  reason: 'With ACTIONS_ALLOW_UNSECURE_COMMANDS anything that is printed can set variables of later steps. '
    + 'An env that is one expression can switch it on unseen.',
  source: zizmor('insecure-commands'),
  *check(document) {
    for (const { path, env } of factsOf(document).environments) {
      if (typeof env === 'string') {
        yield { path, message: 'nobody can see which variables this sets', value: env, severity: strict(document), fix: 'write the map out' };
      }
      const value = isRecord(env) ? asText(env.ACTIONS_ALLOW_UNSECURE_COMMANDS) : undefined;
      if (value === undefined || value === '' || value.toLowerCase() === 'false') continue;
      yield { path: [...path, 'ACTIONS_ALLOW_UNSECURE_COMMANDS'], message: 'anything that a step prints can now set variables', value, fix: 'use GITHUB_OUTPUT' };
    }
  },
};
