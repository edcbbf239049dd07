/** TypeScript as text: literals of plain data, with code in between. */

/** A piece of code that stands as it is. */
export class Code {
  constructor(public readonly text: string) {}
}

const WIDTH = 120;

/** A value as TypeScript; `indent` is that of the line it begins on, `used` what stands before it there. */
export function source(value: unknown, indent = '', used = 0): string {
  if (value instanceof Code) return value.text;
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return list(value.map((item) => source(item, `${indent}  `)), '[', ']', indent, used);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return list(entries.map(([key, item]) => entry(key, item, indent)), '{ ', ' }', indent, used);
  }
  return String(value);
}

function entry(key: string, value: unknown, indent: string): string {
  if (value instanceof Code && value.text === key) return key;
  // '__proto__' as a literal's key would set the prototype
  const name = key === '__proto__' ? '[\'__proto__\']' : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
  return `${name}: ${source(value, `${indent}  `, name.length + 2)}`;
}

/** On one line where it fits. */
function list(items: readonly string[], open: string, close: string, indent: string, used: number): string {
  if (items.length === 0) return `${open.trim()}${close.trim()}`;
  const line = `${open}${items.join(', ')}${close}`;
  const spread = items.some((item) => item.includes('\n')) || indent.length + used + line.length > WIDTH;
  if (!spread) return line;
  return `${open.trim()}\n${items.map((item) => `${indent}  ${item},\n`).join('')}${indent}${close.trim()}`;
}

function literal(value: string): string {
  return value.includes('\n') ? template(value) : quoted(value);
}

function quoted(value: string): string {
  const escaped = value.replace(/[\\']/g, '\\$&').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return `'${invisible(escaped).replace(/\n/g, '\\n')}'`;
}

/** Several lines as they are. */
function template(value: string): string {
  const escaped = value.replace(/[\\`]/g, '\\$&').replace(/\$\{/g, '\\${').replace(/\r/g, '\\r');
  return `\`${invisible(escaped)}\``;
}

/** What an editor would not show, or show in another order, stands as an escape. */
function invisible(value: string): string {
  // eslint-disable-next-line no-control-regex
  return value.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
