/** The constructs beside plain jobs: tests, lint, images, scans, composite actions, artifacts. */
import * as fc from 'fast-check';
import { axes, needs, runner } from './jobs';
import { Part, pick, Scope } from './scope';
import { env, scripts } from './steps';
import { Expr, Node } from '../program';
import { oneLine, word } from '../strings';

const site = { windows: false, unix: false, secrets: false, matrix: [] };
const dependencies = fc.array(fc.nat(9), { maxLength: 2 });
const folder = fc.constantFrom('packages/api', 'sub folder');
const base = { workingDirectory: folder, cache: fc.boolean(), cacheDependencyPath: fc.constant(['a.lock', 'b/**/c.lock']), install: fc.constantFrom('make install', 'true'), test: fc.constantFrom('make test', './run-tests.sh') };
const versioned = (...list: string[]) => fc.uniqueArray(fc.constantFrom(...list), { minLength: 1, maxLength: 3 });
const optional = (versions: fc.Arbitrary<string[]>, more: Record<string, fc.Arbitrary<unknown>> = {}) => fc.record({ versions, ...base, ...more }, { requiredKeys: ['versions'] }) as fc.Arbitrary<Record<string, Expr>>;
const constants = (owner: string, ...names: string[]) => fc.constantFrom(...names.map((name) => Node.constant(`${owner}.${name}`)));

interface Ecosystem {
  readonly toolchain: Node;
  readonly linters: readonly string[];
  readonly custom: boolean;
}

const ecosystem = (name: string, arbitrary: fc.Arbitrary<Record<string, Expr>>, linters: readonly string[]): fc.Arbitrary<Ecosystem> => arbitrary.map((props) => ({ toolchain: Node.call(`Toolchain.${name}`, props), linters, custom: false }));

export const toolchain: fc.Arbitrary<Ecosystem> = fc.oneof(
  ecosystem('python', optional(versioned('3.12', '3.13', '3.14'), { packageManager: constants('PythonPackageManager', 'PIP', 'POETRY', 'UV', 'PIPENV'), requirements: fc.constant(['requirements.txt', 'it\'s.txt']) }), ['flake8', 'black', 'isort', 'ruff', 'mypy']),
  ecosystem('node', optional(versioned('20', '22', '24'), { packageManager: constants('NodePackageManager', 'NPM', 'PNPM', 'YARN', 'YARN_CLASSIC', 'BUN'), packageManagerVersion: fc.constantFrom('10', '1.2.0') }), ['eslint', 'prettier', 'tsc']),
  ecosystem('go', optional(versioned('1.24', '1.25')), ['goVet', 'gofmt']),
  ecosystem('java', optional(versioned('17', '21', '25'), { buildTool: constants('JavaBuildTool', 'MAVEN', 'GRADLE'), wrapper: fc.boolean(), distribution: fc.constantFrom('temurin', 'corretto') }), ['checkstyle']),
  ecosystem('rust', optional(versioned('1.88', 'stable')), ['clippy', 'rustfmt']),
  ecosystem('dotnet', optional(versioned('8.0', '9.0', '10.0')), ['dotnetFormat']),
  ecosystem('ruby', optional(versioned('3.3', '3.4')), ['rubocop']),
  fc.record({ versions: versioned('1', '2.0'), results: fc.constant(['out/*.xml']), coverageFiles: fc.constant(['cov.xml']), coverageSummary: fc.constant('echo "90 %"') }, { requiredKeys: ['versions'] }).map((props): Ecosystem => ({
    toolchain: Node.call('Toolchain.custom', {
      ...props, name: 'zig', test: 'zig build test', linters: [Node.call('Linter.custom', { name: 'zig fmt', command: 'zig fmt --check .' })],
      setup: [Node.call('Step.run', 'echo "${ZIG}"', { name: 'Set up', shell: 'bash', env: { ZIG: Node.call('Toolchain.version') } })],
    }),
    linters: [], custom: true,
  })),
);

const coverage = fc.oneof(fc.constant(Node.call('Coverage.summary')), fc.record({ flags: fc.constant(['unit', 'a b']), required: fc.boolean() }, { requiredKeys: [] }).map((props) => Node.call('Coverage.codecov', props)));

export const testMatrix: fc.Arbitrary<Part<void>> = fc.record({
  toolchain, runners: fc.option(fc.uniqueArray(runner.filter((r) => !r.slim), { minLength: 1, maxLength: 3, selector: (r) => `${r.expr.name}${JSON.stringify(r.expr.args)}` })), before: fc.option(scripts), after: fc.option(scripts), needs: dependencies,
  props: fc.record({ displayName: oneLine, env, axes, failFast: fc.boolean(), maxParallel: fc.integer({ min: 1, max: 9 }), coverage, results: fc.boolean(), timeoutMinutes: fc.integer({ min: 1, max: 99 }) }, { requiredKeys: [] }),
}).map((c): Part<void> => (scope) => {
  const id = scope.id('test');
  const steps = (part: typeof c.before, key: string) => (part ? { [key]: part(scope)({ ...site, windows: true, mixed: true }) } : {});
  // a runner of a group has no label of its own to be an axis
  const runners = c.runners?.filter((r) => c.runners!.length === 1 || !r.expr.name.includes('group')).map((r) => r.expr);
  const group = runners?.length === 1 && runners[0].name === 'Runner.group';
  const node = scope.let('test', Node.create('TestMatrix', scope.pipeline.node, id, {
    ...c.props, toolchain: c.toolchain.toolchain, ...needs(scope, c.needs), ...steps(c.before, 'before'), ...steps(c.after, 'after'), ...(runners?.length ? { runners } : {}),
  }));
  if (group) scope.do(node.method('disableRule', 'self-hosted-runner', 'they are thrown away after each job'));
  scope.jobs.push({ node, id });
});

export const lintJob: fc.Arbitrary<Part<void>> = fc.record({
  toolchain, linters: fc.array(fc.tuple(fc.nat(9), fc.record({ severity: constants('Severity', 'ERROR', 'WARNING'), args: fc.array(oneLine, { maxLength: 2 }) }, { requiredKeys: [] })), { maxLength: 3 }), needs: dependencies, displayName: oneLine,
}).map((c): Part<void> => (scope) => {
  const names = [...new Set(c.linters.map(([n]) => pick(c.toolchain.linters, n)).filter((name) => name !== undefined))];
  const linters = names.map((name, i) => Node.call(`Linter.${name}`, c.linters[i][1] as Record<string, Expr>));
  const id = scope.id('lint');
  const node = scope.let('lint', Node.create('LintJob', scope.pipeline.node, id, {
    displayName: c.displayName, toolchain: c.toolchain.toolchain, ...needs(scope, c.needs), ...(linters.length ? { linters } : {}),
  }));
  scope.jobs.push({ node, id });
});

/** Every platform finds a registry here that it can pull from. */
export const EVERYWHERE: readonly Node[] = [
  Node.call('Registry.ghcr', { public: true }), Node.call('Registry.ecr', { account: '111122223333', region: 'eu-west-1', repository: 'api' }),
  Node.call('Registry.artifactRegistry', { project: 'acme-prod', projectNumber: '123456789012', location: 'europe-west1', repository: 'containers' }), Node.call('Registry.acr', { registry: 'acmeprod' }),
];
const registry = fc.constantFrom(
  ...EVERYWHERE, Node.call('Registry.dockerHub', { repository: 'acme/shop' }), Node.call('Registry.custom', { host: 'registry.example.com:5000', usernameSecret: 'REG_USER', passwordSecret: 'REG_PASSWORD' }),
);
const registries = fc.uniqueArray(registry, { minLength: 1, maxLength: 4, selector: (r) => r.name });

export const containerImage: fc.Arbitrary<Part<void>> = fc.record({
  everywhere: fc.boolean(), registries, needs: dependencies,
  props: fc.record({
    displayName: oneLine, context: fc.constantFrom('.', 'services/api', 'a b'), dockerfile: fc.constantFrom('docker/Dockerfile', 'Docker file'), target: word, buildArgs: fc.dictionary(fc.constantFrom('VERSION', 'x'), oneLine, { maxKeys: 2, noNullPrototype: true }),
    platforms: fc.subarray(['linux/arm64', 'linux/arm/v7']).map((more) => ['linux/amd64', ...more]), tags: fc.constant(['type=sha', 'type=raw,value=x']), sbom: fc.boolean(), provenance: fc.boolean(), sign: fc.boolean(), environment: fc.constantFrom('publish', 'registry'),
    timeoutMinutes: fc.integer({ min: 1, max: 300 }),
  }, { requiredKeys: [] }),
}).map((c): Part<void> => (scope) => {
  image(scope, { ...c.props, ...needs(scope, c.needs), registries: c.everywhere ? EVERYWHERE : c.registries });
});

export function image(scope: Scope, props: Record<string, Expr>): Node {
  const id = scope.id('image');
  // two images of one repository take each other's tags
  const tags = scope.hasImage ? { tags: [`type=raw,value=${id}`, ...(props.tags as string[] | undefined ?? [])] } : {};
  const node = scope.let('image', Node.create('ContainerImage', scope.pipeline.node, id, { ...props, ...tags }));
  scope.hasImage = true;
  scope.images.push({ node, id });
  return node;
}

const failOn = constants('FailOn', 'NEVER', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL');
const imageScanner = fc.oneof(
  fc.record({ failOn, ignoreUnfixed: fc.boolean() }, { requiredKeys: [] }).map((props) => Node.call('Scanner.trivy', props)),
  fc.record({ failOn, onlyFixed: fc.boolean() }, { requiredKeys: [] }).map((props) => Node.call('Scanner.grype', props)),
  fc.record({ failOn }, { requiredKeys: [] }).map((props) => Node.call('Scanner.dockerScout', props)),
  fc.constant(Node.call('Scanner.custom', { name: 'my scan', steps: [Node.call('Step.run', 'echo "${IMAGE_ARCHIVE}"', { name: 'Scan', shell: 'bash' })], sarif: 'out.sarif' })),
);
const sourceScanner = fc.oneof(
  fc.record({ languages: fc.subarray(['actions', 'go', 'python', 'javascript-typescript'], { minLength: 1 }), buildMode: fc.constantFrom('none', 'autobuild') }, { requiredKeys: ['languages'] }).map((props) => Node.call('Scanner.codeql', props)),
  fc.record({ failOn, denyLicenses: fc.constant(['GPL-3.0', 'AGPL-3.0']) }, { requiredKeys: [] }).map((props) => Node.call('Scanner.dependencyReview', props)),
);
const unique = (arbitrary: fc.Arbitrary<Node>) => fc.uniqueArray(arbitrary, { minLength: 1, maxLength: 3, selector: (s) => s.name });

export const securityScan: fc.Arbitrary<Part<void>> = fc.record({ image: fc.nat(9), images: unique(imageScanner), sources: unique(sourceScanner), both: fc.boolean(), sbom: fc.boolean(), displayName: oneLine }).map((c): Part<void> => (scope) => {
  const image_ = pick(scope.images, c.image);
  // without an image all but one of them read the source
  const scanners = [...c.images.filter((s) => image_ !== undefined || s.name !== 'Scanner.dockerScout'), ...(c.both || !image_ ? c.sources : [])];
  // a review of dependencies has something to compare only on a pull request
  const fitting = scanners.filter((s) => s.name !== 'Scanner.dependencyReview' || scope.pipeline.facts.pullRequest);
  if (fitting.length === 0) return;
  scope.do(Node.create('SecurityScan', scope.pipeline.node, scope.id('scan'), { displayName: c.displayName, scanners: fitting, sbom: c.sbom, ...(image_ ? { image: image_.node } : {}) }));
});

/** A job that uploads, and one that downloads. */
export const artifact: fc.Arbitrary<Part<void>> = fc.record({ name: fc.constantFrom('dist', 'test results', 'a.b_c'), path: fc.constant(['dist/**', '!dist/tmp']), retentionDays: fc.option(fc.integer({ min: 1, max: 90 })) }).map((c): Part<void> => (scope) => {
  const handle = scope.let('artifact', Node.create('Artifact', `${c.name}-${scope.id('a')}`, { path: c.path, ...(c.retentionDays ? { retentionDays: c.retentionDays } : {}) }));
  const id = scope.id('make');
  const node = scope.let('job', Node.create('Job', scope.pipeline.node, id, { steps: [Node.call('Step.run', 'make', { name: 'Make' }), handle.method('upload')], outputs: { result: 'x' } }));
  scope.do(Node.create('Job', scope.pipeline.node, scope.id('use'), { steps: [handle.method('download', { path: 'in' }), Node.call('Step.run', 'ls in', { name: 'List' })] }));
  scope.jobs.push({ node, id });
});

/** A composite action of the app, and a job that uses it. */
export const compositeJob: fc.Arbitrary<Part<void>> = fc.record({ scripts, description: oneLine, value: oneLine }).map((c): Part<void> => (scope) => {
  const id = scope.id('action');
  const said = scope.let('step', Node.call('Step.run', 'echo "x=${GREETING}" >> "${GITHUB_OUTPUT}"', { id: 'say', name: 'Say', shell: 'bash', env: { GREETING: '${{ inputs.greeting }}' } }));
  const action = scope.let('action', Node.create('CompositeAction', Node.ref('app'), id, {
    description: c.description, inputs: { greeting: { description: c.description, required: true }, other: { description: 'x', default: c.value } },
    outputs: { said: { description: 'what was said', value: said.method('output', 'x') } }, steps: [...c.scripts(scope)({ ...site, windows: true, mixed: true }), said],
  }));
  const use = action.method('step', { name: 'Use it', with: { greeting: c.value } });
  scope.do(Node.create('Job', scope.pipeline.node, scope.id('job'), { steps: [Node.call('Step.uses', 'actions/checkout', { name: 'Check out' }), use] }));
});

/** An action that the app defines itself. */
export const definedAction: fc.Arbitrary<Part<void>> = fc.record({ value: oneLine, reason: oneLine }).map((c): Part<void> => (scope) => {
  const action = scope.let('action', Node.call('Action.define', {
    name: 'acme/deploy/sub', sha: '0123456789'.repeat(4), version: 'v1.2.3', inputs: { 'where': { required: true }, 'log-Level': { default: 'x' } }, outputs: ['url'],
    permissions: { deployments: 'write' }, permissionReasons: { deployments: c.reason },
  }));
  const step = scope.let('step', action.method('step', { name: 'Deploy it', id: 'deploy', with: { 'where': c.value, 'log-Level': c.value } }));
  scope.do(Node.create('Job', scope.pipeline.node, scope.id('job'), { outputs: { url: step.method('output', 'url') }, steps: [step] }));
});
