import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { hasExpression } from '../workflow/expression-scan';

const KNOWN_SHELLS = ['bash', 'sh', 'pwsh', 'powershell', 'python'];

export const misfeature: Rule = {
  id: 'misfeature',
  severity: 'warning',
  description: 'No feature of GitHub Actions is used that does harm.',
  reason: 'pip-install of setup-python installs into the system\'s Python. The shell cmd has no grammar that anybody could check, and another one is checked by nobody.',
  source: zizmor('misfeature'),
  *check(document) {
    const severity = strict(document);
    for (const step of factsOf(document).steps) {
      if (step.action === 'actions/setup-python' && step.with['pip-install'] !== undefined) {
        yield { path: [...step.path, 'with', 'pip-install'], at: 'key', message: 'pip-install installs into the system\'s Python', severity, fix: 'install into a virtual environment in a script' };
      }
      if (step.run === undefined || step.shell === undefined || hasExpression(step.shell)) continue;
      const name = step.shell.trim().split(/\s+/)[0].replace(/^.*\//, '').replace(/\.exe$/, '').toLowerCase();
      if (KNOWN_SHELLS.includes(name)) continue;
      const path = step.step.shell === undefined ? [...step.path, 'run'] : [...step.path, 'shell'];
      yield { path, at: step.step.shell === undefined ? 'key' : undefined, message: `nobody checks scripts of the shell '${name}'`, value: step.shell, allowed: KNOWN_SHELLS, severity, fix: 'use bash or pwsh' };
    }
  },
};
