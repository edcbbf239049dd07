/** What is said of things that were tried and do not match: the closest first, each with what differs. */
import type { Mismatch } from './match';
import { nearest } from '../nearest';

const MOST = 3;

export interface Tried {
  readonly label: string;
  readonly found: readonly Mismatch[];
}

export function closest(tried: readonly Tried[], most = MOST): Tried[] {
  const far = ({ found }: Tried) => found.reduce((sum, { distance }) => sum + distance, 0);
  return [...tried].sort((a, b) => far(a) - far(b)).slice(0, most);
}

export function closestText(tried: readonly Tried[]): string {
  return closest(tried).map(({ label, found }) => ` ${label}:\n${listOf(found)}`).join('\n') || '  there is none at all';
}

export function listOf(found: readonly Mismatch[]): string {
  return found.map(({ path, message }) => `  ${path || 'itself'}: ${message}`).join('\n');
}

/** "…; did you mean x?", where something is near. */
export function meant(value: string, known: readonly string[]): string {
  const [near] = nearest(value, known);
  return near === undefined ? '.' : `; did you mean ${near}?`;
}
