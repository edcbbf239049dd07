// Terraform's JSON: the file's structure; each resource by the provider's own schema; and every expression, which may read only
// what is declared, and only attributes that the resource has.
//   node terraform.mjs FILE-OR-FOLDER...
import { isObject } from './lib/documents.mjs';
import { at, judgeJson } from './lib/json-files.mjs';
import { readMade, schemaJudge, strictJudge } from './lib/schema.mjs';
import { file as structureOf } from './lib/terraform-file.mjs';

const made = readMade('terraform.json');
const strict = strictJudge(made);
const structure = schemaJudge(structureOf);
const EXPRESSION = /\$\{([^}]*)\}/g;

judgeJson(process.argv.slice(2), judge);

function judge(document, found) {
  for (const { path, message } of structure(document)) found('file', path, message);
  if (!isObject(document) || !isObject(document.resource)) return;
  const addresses = new Set();
  for (const [type, named] of Object.entries(document.resource)) {
    for (const [name, body] of Object.entries(named)) {
      addresses.add(`${type}.${name}`);
      judgeResource(type, body, found.bind(undefined, `${type}.${name}`));
    }
  }
  for (const [provider] of Object.entries(document.provider ?? {})) {
    if (!document.terraform?.required_providers?.[provider]) found('file', `/provider/${provider}`, 'is not among required_providers');
  }
  visit(document, '', (value, path) => judgeExpressions(value, path, addresses, found));
}

function judgeResource(type, body, found) {
  const fields = strict(type, body);
  if (!fields) return found('/', `no schema for ${type}`);
  // an expression stands for a value of the right type
  for (const { path, message, keyword } of fields) if (keyword !== 'type' || !isExpression(at(body, path))) found(path, message);
}

function isExpression(value) {
  return typeof value === 'string' && /^\$\{[^}]*\}$/.test(value);
}

function judgeExpressions(value, path, addresses, found) {
  // two dollars are one that is meant
  for (const [, expression] of value.replaceAll('$${', '').matchAll(EXPRESSION)) {
    const [, type, name, attribute] = /^(\w+)\.([\w-]+)\.(\w+)$/.exec(expression.trim()) ?? [];
    if (type === undefined) found('expression', path, `reads no attribute of a resource: ${expression}`);
    else if (!addresses.has(`${type}.${name}`)) found('expression', path, `there is no ${type}.${name}`);
    else if (!made.attributes[type]?.includes(attribute)) found('expression', path, `${type} has no attribute ${attribute}`);
  }
}

function visit(value, path, onText) {
  if (typeof value === 'string') onText(value, path);
  else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) visit(one, `${path}/${key}`, onText);
}
