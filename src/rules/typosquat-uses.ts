import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { actionNames } from '../actions/catalogue';

export const typosquatUses: Rule = {
  id: 'typosquat-uses',
  severity: 'warning',
  description: 'No owner of an action looks like a well-known one.',
  reason: '`action/checkout` or `actoins/checkout` is somebody else\'s code under a name that everybody reads as the real one.',
  source: zizmor('typosquat-uses'),
  *check(document) {
    for (const { uses, path } of factsOf(document).steps) {
      if (uses?.kind !== 'action') continue;
      const name = `${uses.owner}/${uses.repository}`.toLowerCase();
      const real = lookalike(name);
      if (real === undefined) continue;
      yield { path: [...path, 'uses'], message: `${name} looks like ${real}, but is another repository`, value: uses.name, nearest: [real], severity: strict(document) };
    }
  },
};

const checked = new Map<string, string | undefined>();
let popular: ReadonlySet<string> | undefined;

function lookalike(name: string): string | undefined {
  if (checked.has(name)) return checked.get(name);
  popular ??= new Set(actionNames().map((action) => action.split('/').slice(0, 2).join('/').toLowerCase()));
  const owners = new Set([...popular].map((one) => one.split('/')[0]));
  // a known owner's other repositories are its own
  const real = popular.has(name) || owners.has(name.split('/')[0]) ? undefined : [...popular].find((one) => isOneOff(name, one));
  if (checked.size > 10_000) checked.clear();
  checked.set(name, real);
  return real;
}

/** One letter added, left out, changed, or two swapped. */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const [left, right] = [a.slice(start, endA), b.slice(start, endB)];
  return Math.max(left.length, right.length) === 1 || (left.length === 2 && left === [...right].reverse().join(''));
}
