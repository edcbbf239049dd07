import { Finding, Rule } from './rule';
import { isRecord } from '../values';
import { strict, zizmor } from './support/audit';
import { Facts, factsOf } from './support/facts';

export const excessivePermissions: Rule = {
  id: 'excessive-permissions',
  severity: 'warning',
  description: 'The token has what each job needs and nothing else.',
  reason: 'A step that is taken over acts with the token of its job. Without permissions the repository\'s default holds, which may be write to everything.',
  source: zizmor('excessive-permissions'),
  *check(document) {
    const facts = factsOf(document);
    const severity = strict(document);
    for (const finding of [...workflow(facts), ...jobs(facts)]) yield { ...finding, severity };
  },
};

function* workflow({ model, jobs: all }: Facts): Generator<Finding> {
  const { permissions } = model;
  if (permissions === undefined || permissions === null) {
    const uncovered = all.some(({ job }) => job.permissions === undefined);
    const message = uncovered ? 'no permissions are set: the token has the repository\'s default' : 'no permissions are set for the workflow';
    yield { path: [], message, fix: 'set permissions: {} on the workflow, and on each job what it needs' };
  } else if (permissions === 'read-all' || permissions === 'write-all') {
    yield { path: ['permissions'], message: `${permissions} gives every job every scope`, value: permissions, fix: 'name the scopes, job by job' };
  } else if (isRecord(permissions)) {
    for (const [scope, level] of Object.entries(permissions)) {
      if (level !== 'write') continue;
      yield { path: ['permissions', scope], message: `${scope}: write is given to every job`, fix: 'give it to the job that needs it' };
    }
  }
}

function* jobs({ jobs: all }: Facts): Generator<Finding> {
  for (const { id, job, path } of all) {
    if (job.permissions !== 'read-all' && job.permissions !== 'write-all') continue;
    yield { path: [...path, 'permissions'], message: `${job.permissions} gives the job '${id}' every scope`, value: job.permissions, fix: 'name the scopes' };
  }
}
