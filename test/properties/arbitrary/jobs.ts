/** Plain jobs with every prop, calls of reusable workflows. */
import * as fc from 'fast-check';
import { Part, pick, Scope } from './scope';
import { env, scripts, StepSite, steps } from './steps';
import { Expr, Node } from '../program';
import { anyText, oneLine, word } from '../strings';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const LINUX = ['UBUNTU_24_04', 'UBUNTU_22_04', 'UBUNTU_24_04_ARM', 'UBUNTU_26_04', 'UBUNTU_SLIM'];
const OTHER = ['WINDOWS_2022', 'WINDOWS_2025', 'WINDOWS_11_ARM', 'MACOS_15', 'MACOS_15_INTEL', 'MACOS_26', 'MACOS_26_XLARGE'];

interface Machine {
  readonly expr: Node;
  readonly windows: boolean;
  readonly linux: boolean;
  readonly slim: boolean;
  /** A group may hold runners of one's own: somebody has to answer for it. */
  readonly group: boolean;
}

export const runner: fc.Arbitrary<Machine> = fc.oneof(
  { arbitrary: fc.constantFrom(...LINUX, ...OTHER).map((name) => machine(Node.constant(`Runner.${name}`), name)), weight: 6 },
  { arbitrary: fc.constantFrom('ubuntu-latest-8-cores', 'my-big.runner', 'windows-16-cores').map((name) => machine(Node.call('Runner.custom', name), name)), weight: 1 },
  { arbitrary: fc.constantFrom('builders', 'gpu pool').map((name) => machine(Node.call('Runner.group', name, 'ubuntu-24.04-gpu'), 'UBUNTU')), weight: 1 },
);

function machine(expr: Node, name: string): Machine {
  return { expr, windows: /windows/i.test(name), linux: /ubuntu/i.test(name), slim: name === 'UBUNTU_SLIM', group: expr.name === 'Runner.group' };
}

export const environment = fc.record({
  name: fc.constantFrom('staging', 'production', 'qa 1', 'Prüfung'), url: fc.constantFrom('https://example.com/a?b=c', 'https://example.com/${{ github.sha }}'), deployment: fc.boolean(),
}, { requiredKeys: ['name'] });

const concurrency = fc.record({ group: fc.constantFrom('deploy', 'x ${{ github.ref }}', 'gruppe-ä'), cancelInProgress: fc.boolean() }, { requiredKeys: ['group'] });

const value: fc.Arbitrary<Expr> = fc.oneof(oneLine, fc.integer({ min: -5, max: 1e6 }), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e3, max: 1e3 }).filter((n) => !Object.is(n, -0)));
const axis = fc.uniqueArray(value, { minLength: 1, maxLength: 4, selector: (v) => String(v).toLowerCase() });
const axisName = fc.constantFrom('flavour', 'node-version', 'Arch', 'db_kind');
export const axes: fc.Arbitrary<Record<string, Expr>> = fc.dictionary(axisName, axis, { minKeys: 1, maxKeys: 2, noNullPrototype: true });

const matrix = fc.oneof(
  { arbitrary: fc.record({ axes, failFast: fc.boolean(), maxParallel: fc.integer({ min: 1, max: 8 }), extra: fc.boolean() }, { requiredKeys: ['axes', 'extra'] }), weight: 5 },
  { arbitrary: fc.constant({ include: [{ 'flavour': 'a', 'node-version': 1 }, { 'flavour': 'b', 'node-version': 2 }] }), weight: 1 },
  { arbitrary: fc.constant({ expression: '${{ fromJSON(vars.MATRIX) }}' }), weight: 1 },
).map((m): { props: Record<string, Expr>; names: string[] } => {
  if (!('axes' in m)) return { props: m as Record<string, Expr>, names: 'include' in m ? ['flavour'] : [] };
  const { extra, ...rest } = m;
  const first = Object.entries(m.axes)[0];
  // a leg that is left out must be there; one more leg names every axis
  const include = extra ? { include: [{ ...Object.fromEntries(Object.keys(m.axes).map((name) => [name, 'further'])), note: 'x: y' }] } : {};
  const exclude = extra && (first[1] as Expr[]).length > 1 ? { exclude: [{ [first[0]]: (first[1] as Expr[])[0] }] } : {};
  return { props: { ...rest, ...include, ...exclude }, names: Object.keys(m.axes) };
});

const container = fc.record({
  image: fc.constantFrom(`ghcr.io/acme/ci@${DIGEST}`, `node:24@${DIGEST}`), env, ports: fc.uniqueArray(fc.constantFrom('8080', '5432:5432', '53/udp'), { minLength: 1 }),
  volumes: fc.uniqueArray(fc.constantFrom('cache:/cache', '/tmp:/host'), { minLength: 1 }), options: fc.constantFrom('--cpus 1', '--health-cmd "pg_isready -U postgres"'),
}, { requiredKeys: ['image'] });
const services = fc.dictionary(fc.constantFrom('db', 'redis-1', 'Cache_2'), container, { minKeys: 1, maxKeys: 2, noNullPrototype: true });

const SCOPES: readonly [string, string[]][] = [['contents', ['read', 'write']], ['packages', ['read', 'write']], ['pull-requests', ['write']], ['id-token', ['write']], ['issues', ['read']], ['checks', ['write']], ['models', ['read']]];
const permissions = fc.subarray(SCOPES.map(([scope]) => scope), { minLength: 1, maxLength: 3 }).chain((chosen) => fc.record({
  levels: fc.tuple(...chosen.map((scope) => fc.constantFrom(...SCOPES.find(([name]) => name === scope)![1]))), reasons: fc.array(oneLine, { minLength: chosen.length, maxLength: chosen.length }), say: fc.boolean(),
}).map(({ levels, reasons, say }) => ({
  permissions: Object.fromEntries(chosen.map((scope, i) => [scope, levels[i]])),
  ...(say ? { permissionReasons: Object.fromEntries(chosen.map((scope, i) => [scope, reasons[i]])) } : {}),
})));

const CONDITIONS = ['always()', '!cancelled()', 'github.ref == \'refs/heads/main\'', 'github.event_name != \'schedule\' && !github.event.pull_request.draft', 'vars.ENABLED == \'true\''];

/** Jobs that are needed, read or waited for. */
export function needs(scope: Scope, choice: readonly number[]): Record<string, Expr> {
  const chosen = [...new Set(choice.map((n) => pick(scope.jobs, n)?.node).filter((node) => node !== undefined))];
  const distinct = chosen.filter((node, i) => chosen.findIndex((other) => other.name === node.name) === i);
  return distinct.length ? { needs: distinct } : {};
}

const dependencies = fc.array(fc.nat(9), { maxLength: 2 });

export const job: fc.Arbitrary<Part<void>> = fc.record({
  steps, scripts, runner: fc.option(runner), container: fc.option(container, { freq: 1 }), services: fc.option(services, { freq: 1 }), matrix: fc.option(matrix), environment: fc.option(environment),
  permissions: fc.option(permissions), needs: dependencies, output: fc.option(fc.nat(9)), override: fc.nat(9), disable: fc.option(oneLine, { freq: 1 }),
  props: fc.record({
    displayName: oneLine, if: fc.constantFrom(...CONDITIONS), env, concurrency, timeoutMinutes: fc.integer({ min: 1, max: 15 }), continueOnError: fc.oneof(fc.boolean(), fc.constant('${{ github.event_name == \'schedule\' }}')),
    defaultWorkingDirectory: fc.oneof(word, fc.constant('sub folder/x')),
  }, { requiredKeys: [] }),
}).map((c): Part<void> => (scope) => {
  const id = scope.id('job');
  const windows = (c.runner?.windows ?? false) && !scope.pipeline.bash;
  const inContainer = Boolean((c.container || c.services) && (c.runner === null || c.runner.linux) && !c.runner?.slim);
  const names = c.matrix?.names ?? [];
  const site: StepSite = { windows, unix: !c.runner?.windows, secrets: c.environment !== null, matrix: names };
  const list = c.steps(scope)(site);
  const reading = c.output === null ? undefined : pick(scope.jobs.filter((made) => made.result), c.output);
  const output = Node.call('Step.run', 'echo "value=1" >> "${GITHUB_OUTPUT}"', { name: 'An output', shell: windows ? 'bash' : undefined });
  const said = scope.let('step', output);
  const node = scope.let('job', Node.create('Job', scope.pipeline.node, id, {
    ...c.props,
    ...(c.runner ? { runner: c.runner.expr } : {}),
    ...(c.matrix ? { matrix: c.matrix.props } : {}),
    ...(c.environment ? { environment: c.environment } : {}),
    ...(inContainer && c.container ? { container: c.container } : {}),
    ...(inContainer && c.services ? { services: c.services } : {}),
    ...(c.permissions ?? {}),
    ...needs(scope, c.needs),
    outputs: { result: said.method('output', 'value') },
    ...(reading ? { env: { ...c.props.env, FROM: reading.node.method('output', 'result') } } : {}),
    steps: [...list, said],
  }));
  if (c.override === 0) scope.do(node.method('addOverride', 'steps.0.name', 'Overridden: yes'));
  if (c.override === 1) scope.do(node.method('addOverride', 'env.A\\.B', 'dotted # name'));
  if (c.disable || c.runner?.group) scope.do(node.method('disableRule', 'self-hosted-runner', c.disable ?? 'they are thrown away after each job'));
  scope.jobs.push({ node, id, result: true });
});

/** Calls a pipeline that was made before, or another repository's workflow. */
export const callJob: fc.Arbitrary<Part<void>> = fc.record({
  callee: fc.nat(9), values: fc.record({ string: anyText, number: fc.integer(), boolean: fc.boolean() }), needs: dependencies, displayName: oneLine, external: fc.integer({ min: 0, max: 4 }),
}).map((c): Part<void> => (scope) => {
  const callee = pick(scope.pipelines.slice(0, -1).filter((p) => p.facts.call), c.callee);
  const id = scope.id('call');
  if (!callee) {
    if (c.external > 0) return;
    const uses = `acme/workflows/.github/workflows/build.yml@${'0123456789'.repeat(4)}`;
    scope.do(Node.create('CallJob', scope.pipeline.node, id, { displayName: c.displayName, uses, with: { note: c.values.string }, ...needs(scope, c.needs) }));
    return;
  }
  const inputs = Object.fromEntries(callee.inputs.map(([name, type]) => [name, c.values[type as 'string']]));
  scope.do(Node.create('CallJob', scope.pipeline.node, id, {
    displayName: c.displayName, pipeline: callee.node, ...needs(scope, c.needs), ...(callee.inputs.length ? { with: inputs } : {}),
    ...(callee.facts.secrets.length ? { secrets: Object.fromEntries(callee.facts.secrets.map((name) => [name, `\${{ secrets.${name} }}`])) } : {}),
  }));
});
