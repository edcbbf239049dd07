/** Plain data as TypeScript source, with expressions where strings stand for them. */

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Stands for an expression of the program. */
export class Expression {
  constructor(public readonly source: string) {}
}

export function toSource(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  if (value instanceof Expression) return value.source;
  if (Array.isArray(value)) {
    return value.length ? `[\n${value.map((v) => `${inner}${toSource(v, inner)},\n`).join('')}${indent}]` : '[]';
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, v]) => `${inner}${IDENTIFIER.test(key) ? key : JSON.stringify(key)}: ${toSource(v, inner)},\n`);
    return entries.length ? `{\n${entries.join('')}${indent}}` : '{}';
  }
  return JSON.stringify(value);
}
