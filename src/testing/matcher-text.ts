/** Values and matchers, as a person would write them in a test. */
import type { Matcher } from './match';

const MOST_TEXT = 200;

export function text(value: unknown): string {
  const full = value === undefined ? 'nothing' : whole(value);
  return full.length > MOST_TEXT ? `${full.slice(0, MOST_TEXT)}… (${full.length} characters)` : full;
}

/** JSON, with matchers as they were written. */
export function whole(value: unknown): string {
  if (isMatcher(value)) return value._describe();
  if (Array.isArray(value)) return `[${value.map(whole).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? String(value);
  return `{ ${Object.entries(value).map(([key, one]) => `${/^\w+$/.test(key) ? key : JSON.stringify(key)}: ${whole(one)}`).join(', ')} }`;
}

function isMatcher(value: unknown): value is Matcher {
  return typeof value === 'object' && value !== null && '_describe' in value && typeof value._describe === 'function';
}
