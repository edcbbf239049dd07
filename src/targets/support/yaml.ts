/** YAML of infrastructure files: safe for readers of YAML 1.1 and 1.2, one line a string. */
import { Document, visit } from 'yaml';

export function toYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  // a type of its own in YAML 1.1, on which PyYAML stops
  visit(document, { Scalar: (_, node) => { if (node.value === '=') node.type = 'QUOTE_SINGLE'; } });
  return document.toString({ blockQuote: false, lineWidth: 0, singleQuote: true });
}
