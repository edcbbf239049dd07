import { Rule } from './rule';
import { isRecord } from '../values';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { Path } from '../workflow/model';

export const undocumentedPermissions: Rule = {
  id: 'undocumented-permissions',
  severity: 'warning',
  description: 'Every scope but contents: read says in a comment why it is needed.',
  reason: 'Nobody dares to remove a scope that nobody can explain. Held only for what pipewright writes.',
  source: zizmor('undocumented-permissions'),
  *check(document) {
    if (!document.generated) return;
    const explained = new Set(document.comments.filter(({ path }) => path[path.length - 2] === 'permissions').map(({ path }) => path.join('\n')));
    const { model, jobs } = factsOf(document);
    const maps: { path: Path; permissions: unknown }[] = [
      { path: ['permissions'], permissions: model.permissions },
      ...jobs.map(({ path, job }) => ({ path: [...path, 'permissions'], permissions: job.permissions })),
    ];
    for (const { path, permissions } of maps) {
      if (!isRecord(permissions)) continue;
      for (const [scope, level] of Object.entries(permissions)) {
        if (level === 'none' || (scope === 'contents' && level === 'read')) continue;
        const here = [...path, scope];
        if (explained.has(here.join('\n'))) continue;
        yield { path: here, message: `nothing says why ${scope}: ${String(level)} is needed`, fix: 'give a reason', severity: strict(document) };
      }
    }
  },
};
