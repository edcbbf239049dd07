// ARM templates: the template's structure, and its resources by the mappers of Microsoft's management clients.
//   node arm.mjs FILE-OR-FOLDER...
import { isObject } from './lib/documents.mjs';
import { at, judgeJson } from './lib/json-files.mjs';
import { API_VERSIONS, DEMANDED, ENVELOPE, envelope, template } from './lib/arm-template.mjs';
import { readMade, schemaJudge, strictJudge } from './lib/schema.mjs';

const strict = strictJudge(readMade('arm.json'));
const structure = schemaJudge(template);
const engine = schemaJudge(envelope);
/** "[…]" is an expression, whose value only the deployment knows; "[[…" is a literal. */
const isExpression = value => typeof value === 'string' && /^\[(?!\[)[\s\S]*\]$/.test(value);

judgeJson(process.argv.slice(2), judge);

function judge(document, found) {
  for (const { path, message } of structure(document)) found('template', path, message);
  if (!isObject(document)) return;
  const resources = Object.values(document.resources ?? {});
  for (const resource of resources) judgeResource(resource, '', found);
  judgeReferences(document, found);
}

function judgeResource(resource, parent, found) {
  const own = Object.fromEntries(Object.entries(resource).filter(([key]) => key in ENVELOPE));
  const body = Object.fromEntries(Object.entries(resource).filter(([key]) => !(key in ENVELOPE)));
  // a child inside its parent writes the last part of its type only
  const type = parent && !resource.type?.includes('.') ? `${parent}/${resource.type}` : resource.type;
  const where = `${type ?? '?'} ${resource.name ?? '?'}`;
  for (const { path, message } of engine(own)) found(where, path, message);
  judgeVersion(type, resource, found.bind(undefined, where));
  const fields = strict(type, body);
  if (!fields) return found(where, '/type', `no schema for ${type}`);
  for (const finding of fields.filter(({ path, keyword }) => !expected(body, path, keyword))) found(where, finding.path, finding.message);
  for (const path of DEMANDED[type] ?? []) {
    if (at(body, path) === undefined && !parentIsExpression(body, path)) found(where, path, 'required, but missing');
  }
  for (const child of resource.resources ?? []) judgeResource(child, type, found);
}

function judgeVersion(type, { apiVersion }, found) {
  const versions = API_VERSIONS[type?.split('/')[0]];
  if (versions && !versions.includes(apiVersion)) found('/apiVersion', `${apiVersion} is none of ${versions.join(', ')}`);
}

/** An expression stands for a value of the right type. */
function expected(body, path, keyword) {
  return keyword !== 'additionalProperties' && isExpression(at(body, path));
}

function parentIsExpression(body, path) {
  return isExpression(at(body, path.slice(0, path.lastIndexOf('/'))));
}

/** Every parameter and variable that an expression reads is declared, and every declared parameter is read. */
function judgeReferences(document, found) {
  const read = { parameters: new Set(), variables: new Set() };
  visit(document, text => {
    for (const [, section, name] of text.matchAll(/\b(parameters|variables)\('([^']+)'\)/g)) read[section].add(name);
  });
  for (const section of ['parameters', 'variables']) {
    const declared = Object.keys(document[section] ?? {}).map(name => name.toLowerCase());
    const used = [...read[section]];
    for (const name of used) if (!declared.includes(name.toLowerCase())) found('template', `/${section}/${name}`, 'read, but not declared');
    for (const name of declared) {
      if (!used.some(one => one.toLowerCase() === name)) found('template', `/${section}/${name}`, 'declared, but never read');
    }
  }
}

function visit(value, text) {
  if (isExpression(value)) text(value);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(one => visit(one, text));
}
