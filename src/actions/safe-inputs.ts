/**
 * Inputs that are set on well-known actions unless the user sets them: no credentials left behind,
 * and no cache in a job that publishes, where it could be poisoned.
 */

const NO_CACHE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'actions/setup-node': { 'package-manager-cache': false },
  'actions/setup-go': { cache: false },
  'astral-sh/setup-uv': { 'enable-cache': false },
  'actions-rust-lang/setup-rust-toolchain': { cache: false },
  'gradle/actions/setup-gradle': { 'cache-disabled': true },
  'oven-sh/setup-bun': { 'no-cache': true },
  'ruby/setup-ruby': { 'bundler-cache': false },
};

export function safeInputs(action: string, publishes: boolean, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  if (action === 'actions/checkout') safe['persist-credentials'] = false;
  // setup-node caches by itself unless it is told not to, or told what
  if (action === 'actions/setup-node' && given.cache === undefined) safe['package-manager-cache'] = false;
  return publishes ? { ...safe, ...NO_CACHE[action] } : safe;
}
