import { Rule } from './rule';
import { zizmor } from './support/audit';
import { asMap, factsOf } from './support/facts';
import { hasExpression } from '../workflow/expression-scan';
import { Path } from '../workflow/model';

export const hardcodedContainerCredentials: Rule = {
  id: 'hardcoded-container-credentials',
  severity: 'error',
  description: 'No registry password stands in a workflow.',
  reason: 'Whoever can read the file can read the password.',
  source: zizmor('hardcoded-container-credentials'),
  *check(document) {
    for (const { job, path } of factsOf(document).jobs) {
      const containers: { at: Path; container: unknown }[] = [
        { at: [...path, 'container'], container: job.container },
        ...Object.entries(asMap(job.services)).map(([name, container]) => ({ at: [...path, 'services', name], container })),
      ];
      for (const { at, container } of containers) {
        const { password } = asMap(asMap(container).credentials);
        if (typeof password !== 'string' || password === '' || hasExpression(password)) continue;
        yield { path: [...at, 'credentials', 'password'], message: 'the password of a registry stands here in the clear', fix: 'store it as a secret and write ${{ secrets.NAME }}' };
      }
    }
  },
};
