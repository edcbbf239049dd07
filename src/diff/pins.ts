/** Actions whose pin moved, once each however often they are used. */
import { DiffItem } from './model';
import { pinsIn, WrittenPin } from '../actions/lock-file';

export function pinBumps(before: string, after: string): DiffItem[] {
  const [left, right] = [byAction(before), byAction(after)];
  return [...right].flatMap(([action, pins]): DiffItem[] => {
    const old = left.get(action);
    if (!old || describe(old) === describe(pins)) return [];
    return [{ mark: 'changed', subject: `action ${action}`, details: [{ text: `${describe(old)} → ${describe(pins)}` }] }];
  });
}

function byAction(text: string): Map<string, WrittenPin[]> {
  const actions = new Map<string, WrittenPin[]>();
  for (const pin of pinsIn('', text)) actions.set(pin.action, [...(actions.get(pin.action) ?? []), pin]);
  return actions;
}

function describe(pins: readonly WrittenPin[]): string {
  return [...new Set(pins.map((pin) => `${pin.version ?? ''} ${pin.sha.slice(0, 7)}`.trim()))].sort().join(', ');
}
