/**
 * Nothing is lost: each field on each platform is seen in what is written, or is an error that names it.
 * The list of fields is the library's own, so that a new one needs a case here.
 */
import { describe, expect, test } from 'vitest';
import { Field, TARGET_FIELDS, WORKLOAD_FIELDS } from './fields';
import { Changes, Outcome, PLATFORM_NAMES, PlatformName, synthesize } from './program';
import { REFUSED } from './refused';
import shapes from '../../../src/checks/shapes.json';

const FIELDS = [...WORKLOAD_FIELDS, ...TARGET_FIELDS];
const CASES = FIELDS.map((field) => [`${field.field}${field.when ? `, ${field.when}` : ''}`, field] as const);
/** Fields whose own fields are the cases; and the platform, which all of these are about. */
const PARTS: Readonly<Record<string, string>> = {
  'WorkloadProps.replicas': 'Replicas', 'WorkloadProps.scaleOn': 'ScaleOn', 'DeployTargetProps.smokeTest': 'SmokeTest', 'DeployTargetProps.rollout': 'CanaryProps',
  'DeployTargetProps.platform': 'WorkloadProps',
};

test('every field has a case', () => {
  const structs: Readonly<Record<string, object>> = shapes.structs;
  const all = ['WorkloadProps', 'DeployTargetProps', 'Replicas', 'ScaleOn', 'SmokeTest', 'RollingProps', 'BlueGreenProps', 'CanaryProps']
    .flatMap((struct) => Object.keys(structs[struct]).map((key) => `${struct}.${key}`));
  const covered = new Set(FIELDS.map(({ field }) => field));
  expect(all.filter((field) => !covered.has(field) && !(field in PARTS))).toEqual([]);
  expect([...covered].filter((field) => !all.includes(field))).toEqual([]);
  expect(Object.values(REFUSED).flat().filter((name) => !CASES.some(([known]) => known === name))).toEqual([]);
});

const bases = new Map<string, Outcome>();
function baseOf(platform: PlatformName, changes: Changes | undefined): Outcome {
  const key = `${platform} ${JSON.stringify(changes)}`;
  if (!bases.has(key)) bases.set(key, synthesize(platform, changes));
  return bases.get(key)!;
}

/** The lines that the change brought, and the files that it took away. */
function difference(base: Outcome, changed: Outcome): { readonly added: string; readonly differs: boolean } {
  const added = [...changed.files].flatMap(([path, text]) => {
    const before = new Set((base.files.get(path) ?? '').split('\n'));
    return before.has(text) ? [] : [path, ...text.split('\n').filter((line) => !before.has(line) && !/"?\/\/"?: |^# /.test(line))];
  });
  const text = (outcome: Outcome) => JSON.stringify([...outcome.files].filter(([path]) => path.startsWith('deploy/live/') || path.startsWith('.github/')));
  return { added: added.join('\n'), differs: text(base) !== text(changed) };
}

function traceOf({ trace }: Field, platform: PlatformName): RegExp | true {
  if (trace === true || trace instanceof RegExp) return trace;
  return trace[platform] ?? trace.other;
}

describe.each(PLATFORM_NAMES)('%s', (platform) => {
  test('what the fields are compared with is valid', () => {
    expect(baseOf(platform, undefined).errors).toEqual([]);
  });

  test.each(CASES)('%s', (name, field) => {
    const changed = synthesize(platform, typeof field.change === 'function' ? field.change(platform) : field.change);
    const refused = changed.problems.filter((p) => (p.severity === 'error' || field.warns) && field.named.test(p.message));
    expect(refused.length > 0, 'is refused').toBe(REFUSED[platform].includes(name));
    if (refused.length) return;
    expect(changed.errors.map((p) => p.message), 'errors of something else').toEqual([]);
    const { added, differs } = difference(baseOf(platform, field.base), changed);
    const trace = traceOf(field, platform);
    if (trace === true) expect(differs, 'the files are the same').toBe(true);
    else expect(added).toMatch(trace);
  });
});
