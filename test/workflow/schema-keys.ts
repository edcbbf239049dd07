/** The keys of GitHub's schema, and which of them a workflow uses: both as `definition.key`. */
import { Definition, definitionOf, MappingDefinition } from '../../src/rules/support/schema';

/** Every key that some place of a workflow takes by name. */
export function schemaKeys(): string[] {
  const keys = new Set<string>();
  const seen = new Set<string>();
  const visit = (definition: Definition) => {
    if (seen.has(definition.name)) return;
    seen.add(definition.name);
    if (definition.sequence) visit(definition.sequence.definition);
    for (const mapping of definition.mappings) {
      for (const [key, property] of mapping.properties) {
        keys.add(`${mapping.name}.${key}`);
        visit(property.definition);
      }
      if (mapping.looseValue) visit(mapping.looseValue.definition);
    }
  };
  visit(definitionOf('workflow-root-strict'));
  return [...keys].sort();
}

/** Those that a workflow has. */
export function keysIn(model: unknown): Set<string> {
  const found = new Set<string>();
  collect(model, definitionOf('workflow-root-strict'), found);
  return found;
}

function collect(value: unknown, definition: Definition, found: Set<string>): void {
  if (Array.isArray(value)) return value.forEach((item) => definition.sequence && collect(item, definition.sequence.definition, found));
  if (typeof value !== 'object' || value === null) return;
  const mapping = kindOf(Object.keys(value), definition.mappings);
  for (const [key, inner] of Object.entries(value)) {
    const property = mapping?.properties.get(key);
    if (property) found.add(`${mapping!.name}.${key}`);
    const next = property ?? mapping?.looseValue;
    if (next) collect(inner, next.definition, found);
  }
}

/** The one that has all keys: a job that calls, a step with `uses`. */
function kindOf(keys: readonly string[], mappings: readonly MappingDefinition[]): MappingDefinition | undefined {
  return mappings.find((mapping) => keys.every((key) => mapping.properties.has(key) || mapping.looseKey !== undefined));
}
