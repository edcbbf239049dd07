// Each audit that zizmor runs offline: a program that would trigger it is refused, or what it writes is safe.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { App, CallJob, Job, JobProps, Pipeline, Step, Trigger } from '../../src';
import { RULES } from '../../src/rules/registry';
import { synthesizeApp } from '../../src/synth/synthesize';
import { repository } from '../write/repository';

const SHA = '0123456789abcdef0123456789abcdef01234567';

/** Audits of zizmor 1.32.0. A newer one may have more: then this list, and the rules, grow. */
const VERSION = '1.32.0';
const ONLINE = ['impostor-commit', 'known-vulnerable-actions', 'ref-confusion', 'ref-version-mismatch', 'stale-action-refs'];
const NOT_OURS: Record<string, string> = {
  'forbidden-uses': 'finds nothing until a configuration of zizmor forbids something',
  'insecure-url-scheme': 'reads the configuration of pre-commit, which nobody writes here',
};

interface Attempt {
  readonly triggers?: Trigger[];
  readonly dependabot?: boolean;
  make(ci: Pipeline): void;
  /** What makes it safe, where it is not refused. */
  safe?(text: string, files: ReadonlyMap<string, string>): void;
}

const job = (ci: Pipeline, props: Partial<JobProps>) => new Job(ci, 'a', { steps: [Step.run('true')], ...props });
const steps = (...list: Step[]) => ({ make: (ci: Pipeline) => void job(ci, { steps: list }) });
const props = (given: Partial<JobProps>) => ({ make: (ci: Pipeline) => void job(ci, given) });
const overridden = (path: string, value: unknown) => ({ make: (ci: Pipeline) => { job(ci, {}); ci.addOverride(path, value); } });

const ATTEMPTS: Record<string, Attempt> = {
  'adhoc-packages': steps(Step.run('npm install left-pad')),
  'anonymous-definition': overridden('name', undefined),
  'archived-uses': steps(Step.uses(`actions/create-release@${SHA} # v1.1.4`)),
  'artipacked': { ...steps(Step.uses('actions/checkout')), safe: (text) => expect(text).toContain('persist-credentials: false') },
  'bot-conditions': props({ if: 'github.actor == \'dependabot[bot]\'' }),
  'cache-poisoning': { ...steps(Step.uses('actions/setup-node', { with: { 'node-version': '22', 'cache': 'npm' } })), triggers: [Trigger.release()] },
  'concurrency-limits': overridden('concurrency', undefined),
  'dangerous-triggers': { ...steps(Step.run('true')), triggers: [Trigger.custom('pull_request_target')] },
  'dependabot-cooldown': { ...steps(Step.run('true')), dependabot: true, safe: (_, files) => expect(files.get('.github/dependabot.yml')).toMatch(/cooldown:\n\s+default-days: 7\n/) },
  'dependabot-execution': { ...steps(Step.run('true')), dependabot: true, safe: (_, files) => expect(files.get('.github/dependabot.yml')).not.toContain('insecure-external-code-execution') },
  'excessive-permissions': overridden('permissions', 'write-all'),
  'github-app': { make: (ci) => void job(ci, { environment: { name: 'app' }, steps: [Step.uses(`actions/create-github-app-token@${SHA} # v2.1.0`, { with: { 'app-id': '1', 'private-key': '${{ secrets.KEY }}' } })] }) },
  'github-env': { ...steps(Step.run('echo "TITLE=$(cat title)" >> "$GITHUB_ENV"')), triggers: [Trigger.custom('pull_request_target')] },
  'hardcoded-container-credentials': props({ container: { image: `a@sha256:${'0'.repeat(64)}`, username: 'me', password: 'hunter2' } }),
  'insecure-commands': props({ env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: 'true' } }),
  'misfeature': steps(Step.run('dir', { shell: 'cmd' })),
  'obfuscation': props({ env: { A: '${{ format(\'{0}\', \'x\') }}' } }),
  'overprovisioned-secrets': props({ environment: { name: 'e' }, env: { ALL: '${{ toJSON(secrets) }}' } }),
  'secrets-inherit': { make: (ci) => new CallJob(ci, 'call', { uses: `acme/x/.github/workflows/y.yml@${SHA} # v1.0.0` }).addOverride('secrets', 'inherit') },
  'secrets-outside-env': props({ env: { TOKEN: '${{ secrets.TOKEN }}' } }),
  'self-hosted-runner': props({ runsOn: 'self-hosted' }),
  'self-repository': steps(Step.uses('./local')),
  'superfluous-actions': steps(Step.uses(`softprops/action-gh-release@${SHA} # v2.3.2`)),
  'template-injection': {
    ...steps(Step.run('echo ${{ github.event.issue.title }}')),
    safe: (text) => {
      expect(text).toMatch(/run: echo "\$\{\w+\}"/);
      expect(text).toMatch(/env:\n\s+\w+: \$\{\{ github\.event\.issue\.title \}\}/);
    },
  },
  'typosquat-uses': steps(Step.uses(`action/checkout@${SHA} # v4.2.2`)),
  'undocumented-permissions': { ...props({ permissions: { issues: 'write' } }), safe: (text) => expect(text).toMatch(/issues: write # \S/) },
  'unpinned-images': props({ container: { image: 'node:22' } }),
  'unpinned-tools': steps(Step.uses(`aquasecurity/setup-trivy@${SHA} # v0.2.6`)),
  'unpinned-uses': steps(Step.uses('acme/x@v1')),
  'unredacted-secrets': props({ environment: { name: 'e' }, env: { PART: '${{ fromJSON(secrets.ALL).part }}' } }),
  'unsound-condition': { make: (ci) => job(ci, {}).addOverride('if', '${{ github.ref == \'x\' }}\n') },
  'unsound-contains': props({ if: 'contains(\'refs/heads/main refs/heads/dev\', github.ref)' }),
  'unsound-ternary': props({ env: { A: '${{ github.ref == \'x\' && \'\' || \'y\' }}' } }),
  'use-trusted-publishing': { make: (ci) => void job(ci, { environment: { name: 'e' }, steps: [Step.run('twine upload dist/*', { env: { TWINE_PASSWORD: '${{ secrets.T }}' } })] }) },
};

function synthesized({ triggers = [Trigger.push()], dependabot, make }: Attempt) {
  const app = new App({ dependabot });
  const ci = new Pipeline(app, 'ci', { triggers });
  make(ci);
  const { files, problems } = synthesizeApp(app, { from: 'pipeline.ts' });
  return { files: new Map(files.map((file) => [file.path, file.text])), errors: problems.filter((p) => p.severity === 'error').map((p) => `${p.ruleId}: ${p.message}`) };
}

describe('a program that would trigger', () => {
  test.each(Object.entries(ATTEMPTS))('%s is refused, or what it writes is safe', (audit, attempt) => {
    const { files, errors } = synthesized(attempt);
    if (!attempt.safe) return expect(errors.join('\n')).toMatch(new RegExp(`^${audit}: `, 'm'));
    expect(errors).toEqual([]);
    attempt.safe(files.get('.github/workflows/ci.yml')!, files);
  });
});

describe('the list of audits', () => {
  const known = [...Object.keys(ATTEMPTS), ...Object.keys(NOT_OURS), ...ONLINE].sort();

  test('is that of the judge that is pinned', () => {
    expect(readFileSync(join(__dirname, '../../scripts/judges/requirements.in'), 'utf8')).toContain(`zizmor==${VERSION}\n`);
  });

  test('has a rule for each, those that need the network included as far as they can be told without', () => {
    const rules = RULES.map((rule) => rule.id);
    expect(known.filter((audit) => !rules.includes(audit))).toEqual(['forbidden-uses', 'impostor-commit', 'insecure-url-scheme', 'ref-confusion']);
  });

  const zizmor = join(process.env.PIPEWRIGHT_JUDGES ?? join(homedir(), '.cache/pipewright-judges'), 'bin/zizmor');

  test.skipIf(!existsSync(zizmor))('is what the judge itself knows, and runs offline', () => {
    const root = repository({ 'ci.yml': 'on: push\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: echo }] } }\n' });
    const { stderr } = spawnSync(zizmor, ['--offline', '--no-config', '--color=never', join(root, 'ci.yml')], { encoding: 'utf8', env: { ...process.env, RUST_LOG: 'zizmor=debug' } });
    expect([...stderr.matchAll(/skipping (\S+): can't run without/g)].map(([, id]) => id).sort()).toEqual(ONLINE);
    const named = readFileSync(realpathSync(zizmor), 'latin1').match(/docs\.zizmor\.sh\/audits\/#[a-z-]+/g) ?? [];
    const ids = [...new Set(named.map((url) => url.split('#')[1]))];
    // the texts of the binary run into each other
    expect(ids.filter((id) => !known.some((audit) => id.startsWith(audit)))).toEqual([]);
    expect(known.filter((audit) => !ids.some((id) => id.startsWith(audit)))).toEqual([]);
  });
});
