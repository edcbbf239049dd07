import { Finding, Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { asMap, asText, Facts, factsOf, StepFacts } from './support/facts';
import { commandsOf } from './support/scripts';

export const useTrustedPublishing: Rule = {
  id: 'use-trusted-publishing',
  severity: 'warning',
  description: 'Where a registry can trust the workflow itself, no token is stored.',
  reason: 'PyPI, npm, crates.io and RubyGems take OIDC: a stored token can be stolen, and holds for everything until somebody revokes it.',
  source: zizmor('use-trusted-publishing'),
  *check(document) {
    const facts = factsOf(document);
    for (const step of facts.steps) {
      const finding = byAction(step) ?? byCommand(step, facts);
      if (finding) yield { ...finding, severity: strict(document), fix: 'use trusted publishing: id-token: write, and no token' };
    }
  },
};

const PYPI = ['https://upload.pypi.org/legacy/', 'https://test.pypi.org/legacy/'];

function byAction({ action, with: inputs, path }: StepFacts): Finding | undefined {
  const message = 'a stored token is used where the registry could trust the workflow';
  if (action === 'pypa/gh-action-pypi-publish') {
    const index = asText(inputs['repository-url']) ?? asText(inputs.repository_url);
    return inputs.password !== undefined && (index === undefined || PYPI.includes(index)) ? { path: [...path, 'with', 'password'], at: 'key', message } : undefined;
  }
  if (action === 'rubygems/release-gem') {
    return asText(inputs['setup-trusted-publisher']) === 'false' ? { path: [...path, 'with', 'setup-trusted-publisher'], message } : undefined;
  }
  if (action === 'rubygems/configure-rubygems-credentials' && inputs['api-token'] !== undefined) {
    const server = asText(inputs['gem-server']);
    return server === undefined || /^https:\/\/rubygems\.[a-z]+$/.test(server) ? { path: [...path, 'with', 'api-token'], at: 'key', message } : undefined;
  }
  if (action !== 'actions/setup-node' || !['true'].includes(asText(inputs['always-auth']) ?? '')) return undefined;
  const registry = asText(inputs['registry-url']);
  return registry === undefined || /^https:\/\/registry\.npmjs\.[a-z]+/.test(registry) ? { path: [...path, 'with', 'always-auth'], at: 'key', message } : undefined;
}

function byCommand(step: StepFacts, { model }: Facts): Finding | undefined {
  const { run, path, job } = step;
  if (run === undefined || !/\b(publish|upload|push)\b/.test(run) || hasIdToken(job.job.permissions ?? model.permissions)) return undefined;
  const command = commandsOf(run).find(isPublish);
  if (!command) return undefined;
  return { path: [...path, 'run'], at: Math.max(0, run.indexOf(command[0])), message: `${command.slice(0, 3).join(' ')} uses a stored token: the job has no id-token`, value: command.join(' ') };
}

function hasIdToken(permissions: unknown): boolean {
  return permissions === 'write-all' || asMap(permissions)['id-token'] === 'write';
}

const VERBS: Readonly<Record<string, string>> = {
  cargo: 'publish', gem: 'push', hatch: 'publish', npm: 'publish', pdm: 'publish', pnpm: 'publish', twine: 'upload', uv: 'publish',
};

function isPublish([tool, ...args]: readonly string[]): boolean {
  if (args.includes('--dry-run') || (tool === 'cargo' && args.includes('-n'))) return false;
  if (tool === 'yarn') return args.includes('npm') && args.includes('publish');
  return Object.hasOwn(VERBS, tool) && args.includes(VERBS[tool]);
}
