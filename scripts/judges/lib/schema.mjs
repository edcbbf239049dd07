// Schemas made by generate/, asked object by object.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const MADE = new URL('../node_modules/.judges/', import.meta.url);

export function readMade(name) {
  return JSON.parse(readFileSync(new URL(name, MADE), 'utf8'));
}

/** (key of the object's schema, value) → findings { path, message }; undefined when there is no such schema. */
export function strictJudge({ objects, definitions }) {
  const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true });
  ajv.addSchema({ $id: 'made', definitions });
  const compiled = new Map();
  return (key, value) => {
    if (!objects[key]) return undefined;
    if (!compiled.has(key)) compiled.set(key, ajv.compile({ $ref: `made${objects[key].$ref}` }));
    return findingsOf(compiled.get(key), value);
  };
}

/** One schema, for what no package describes. */
export function schemaJudge(schema) {
  const validate = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true }).compile(schema);
  return value => findingsOf(validate, value);
}

function findingsOf(validate, value) {
  if (validate(value)) return [];
  return validate.errors.filter(error => error.keyword !== 'if').map(explain);
}

/** Says which field, and what is allowed: an error of the validator names neither. */
export function explain({ keyword, instancePath, params, message }) {
  const at = instancePath || '/';
  switch (keyword) {
    case 'additionalProperties': return { path: `${instancePath}/${params.additionalProperty}`, keyword, message: 'unknown field' };
    case 'required': return { path: `${instancePath}/${params.missingProperty}`, keyword, message: 'required, but missing' };
    case 'enum': return { path: at, keyword, message: `must be one of ${params.allowedValues.join(', ')}` };
    case 'const': return { path: at, keyword, message: `must be ${JSON.stringify(params.allowedValue)}` };
    default: return { path: at, keyword, message };
  }
}
