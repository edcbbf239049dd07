/** YAML of infrastructure files: safe for readers of YAML 1.1 and 1.2, one line a string. */
import { stringify } from 'yaml';

export function toYaml(value: unknown): string {
  return stringify(value, {
    aliasDuplicateObjects: false,
    blockQuote: false,
    compat: 'yaml-1.1',
    lineWidth: 0,
    singleQuote: true,
  });
}
