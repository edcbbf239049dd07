/** Which steps restore a cache, and how to turn it off. */
import { asText, StepFacts } from './facts';

interface Cache {
  /** The input, and when it turns the cache on. */
  readonly input?: string;
  readonly on: (value: string | undefined, step: StepFacts) => boolean;
  readonly off: string;
}

const unless = (off: readonly string[]) => (value: string | undefined) => !off.includes(value?.toLowerCase() ?? '');
const given = (value: string | undefined) => value !== undefined && value !== '' && value !== 'false';
const isTrue = (value: string | undefined) => value !== undefined && value !== 'false';
const ON_UNLESS_FALSE = unless(['false']);
const ON_UNLESS_TRUE = unless(['true']);
const ALWAYS = () => true;

const CACHES: Readonly<Record<string, Cache>> = {
  'actions-rust-lang/setup-rust-toolchain': { input: 'cache', on: ON_UNLESS_FALSE, off: 'set cache: false' },
  'actions/cache': { input: 'lookup-only', on: ON_UNLESS_TRUE, off: 'remove the step' },
  'actions/setup-dotnet': { input: 'cache', on: isTrue, off: 'remove cache' },
  'actions/setup-go': { on: goCache, off: 'set cache: false' },
  'actions/setup-java': { input: 'cache', on: given, off: 'remove cache' },
  'actions/setup-node': { on: nodeCache, off: 'set package-manager-cache: false and remove cache' },
  'actions/setup-python': { input: 'cache', on: given, off: 'remove cache' },
  'astral-sh/setup-uv': { input: 'enable-cache', on: ON_UNLESS_FALSE, off: 'set enable-cache: false' },
  'awalsh128/cache-apt-pkgs-action': { on: ALWAYS, off: 'install the packages with apt-get' },
  'determinatesystems/magic-nix-cache-action': { input: 'use-gha-cache', on: ON_UNLESS_FALSE, off: 'set use-gha-cache: false' },
  'docker/setup-buildx-action': { on: buildxCache, off: 'set cache-binary: false' },
  'graalvm/setup-graalvm': { input: 'cache', on: given, off: 'remove cache' },
  'gradle/actions/setup-gradle': { input: 'cache-disabled', on: ON_UNLESS_TRUE, off: 'set cache-disabled: true' },
  'jdx/mise-action': { input: 'cache', on: ON_UNLESS_FALSE, off: 'set cache: false' },
  'mlugg/setup-zig': { input: 'use-cache', on: ON_UNLESS_FALSE, off: 'set use-cache: false' },
  'mozilla-actions/sccache-action': { on: ALWAYS, off: 'remove the step' },
  'nix-community/cache-nix-action': { on: ALWAYS, off: 'remove the step' },
  'oven-sh/setup-bun': { input: 'no-cache', on: ON_UNLESS_TRUE, off: 'set no-cache: true' },
  'pyo3/maturin-action': { input: 'sccache', on: isTrue, off: 'remove sccache' },
  'ramsey/composer-install': { input: 'ignore-cache', on: unless(['yes', 'true', '1']), off: 'set ignore-cache: yes' },
  'ruby/setup-ruby': { input: 'bundler-cache', on: isTrue, off: 'set bundler-cache: false' },
  'swatinem/rust-cache': { input: 'lookup-only', on: ON_UNLESS_TRUE, off: 'remove the step' },
};

export function cacheOf(step: StepFacts): { readonly off: string } | undefined {
  if (step.action === undefined || !Object.hasOwn(CACHES, step.action)) return undefined;
  const cache = CACHES[step.action];
  return cache.on(cache.input === undefined ? undefined : asText(step.with[cache.input]), step) ? cache : undefined;
}

/** From v4 on it caches unless told not to. */
function goCache(_: string | undefined, step: StepFacts): boolean {
  const cache = asText(step.with.cache);
  return cache === undefined ? isFrom(step, 4) : ON_UNLESS_FALSE(cache);
}

/** From v5 on it caches by itself where package.json names a package manager. */
function nodeCache(_: string | undefined, step: StepFacts): boolean {
  return given(asText(step.with.cache)) || (isFrom(step, 5) && ON_UNLESS_FALSE(asText(step.with['package-manager-cache'])));
}

/** A SHA is taken for a new release: the older ones are years old. */
function isFrom(step: StepFacts, major: number): boolean {
  const tag = step.uses?.kind === 'action' ? /^v(\d+)(\.|$)/.exec(step.uses.ref) : null;
  return tag === null || Number(tag[1]) >= major;
}

/** Only a given version is downloaded, and only what is downloaded is cached. */
function buildxCache(_: string | undefined, step: StepFacts): boolean {
  return given(asText(step.with.version)) && ON_UNLESS_FALSE(asText(step.with['cache-binary']));
}
