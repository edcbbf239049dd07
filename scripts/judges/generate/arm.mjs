// The mappers of Microsoft's management clients → schemas of ARM resources. A mapper says the JSON's names, types,
// required and read-only members and bounds; open enumerations stand beside it, as `Known…`, in the declarations.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import ts from 'typescript';

/** @param resources { 'Microsoft.App/containerApps': { models: 'package/dist/…/models', mapper: 'ContainerApp' } } */
export async function armSchema(root, resources) {
  const objects = {};
  const definitions = {};
  for (const [type, { models, mapper }] of Object.entries(resources)) {
    const folder = path.join(root, models);
    const mappers = await load(path.join(folder, 'mappers.js'));
    const known = knownValues(path.join(folder, 'index.d.ts'));
    const prefix = models.split('/')[1];
    const define = name => {
      const id = `${prefix}.${name}`;
      if (!definitions[id]) {
        definitions[id] = {}; // before its members, which may refer back to it
        Object.assign(definitions[id], composite(mappers[name].type, known[name] ?? {}, define));
      }
      return { $ref: `#/definitions/${id}` };
    };
    objects[type] = define(mapper);
  }
  return { objects, definitions };
}

/** The mappers are ES modules inside packages that do not all say so: hence a bundle. */
async function load(file) {
  const { outputFiles } = await esbuild.build({ entryPoints: [file], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

/** { interface: { member: [known values] } } */
function knownValues(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const enums = {};
  const interfaces = {};
  source.forEachChild(node => {
    if (ts.isEnumDeclaration(node) && node.name.text.startsWith('Known')) {
      enums[node.name.text.slice('Known'.length)] = node.members.map(member => member.initializer.text);
    } else if (ts.isInterfaceDeclaration(node)) interfaces[node.name.text] = node;
  });
  const members = name => {
    const node = interfaces[name];
    if (!node) return {};
    const inherited = (node.heritageClauses ?? []).flatMap(clause => clause.types).map(one => members(one.expression.getText()));
    const own = node.members.filter(ts.isPropertySignature)
      .map(member => [member.name.text, enums[member.type.getText().replace(/\[\]$/, '')]]).filter(([, values]) => values);
    return Object.assign({}, ...inherited, Object.fromEntries(own));
  };
  return Object.fromEntries(Object.keys(interfaces).map(name => [name, members(name)]));
}

function composite(type, known, define) {
  const result = object();
  for (const [member, mapper] of Object.entries(type.modelProperties ?? {})) {
    // what the service says of a resource is not for a template, although not every client marks systemData so
    if (mapper.readOnly || mapper.serializedName === 'systemData') continue;
    const names = mapper.serializedName.split(/(?<!\\)\./).map(name => name.replace('\\.', '.'));
    const last = names.pop();
    const owner = names.reduce((parent, name) => (parent.properties[name] ??= object()), result);
    owner.properties[last] = schema(mapper, known[member], define);
    if (mapper.required) owner.required.push(last);
  }
  return result;
}

function object() {
  return { type: 'object', properties: {}, required: [], additionalProperties: false };
}

function schema(mapper, known, define) {
  const value = literal(mapper, known, define);
  return mapper.nullable ? { anyOf: [{ type: 'null' }, value] } : value;
}

function literal({ type, constraints = {} }, known, define) {
  switch (type.name) {
    case 'Composite': return define(type.className);
    case 'Sequence': return { type: 'array', items: schema(type.element, known, define), ...bounds(constraints) };
    case 'Dictionary': return { type: 'object', additionalProperties: schema(type.value, known, define) };
    case 'Enum': return { enum: type.allowedValues };
    case 'Number': return { type: 'number', ...bounds(constraints) };
    case 'Boolean': return { type: 'boolean' };
    case 'any': case 'Object': return {};
    default: return { type: 'string', ...(known && { enum: known }), ...bounds(constraints) };
  }
}

function bounds(constraints) {
  const names = {
    InclusiveMinimum: 'minimum', InclusiveMaximum: 'maximum', ExclusiveMinimum: 'exclusiveMinimum', ExclusiveMaximum: 'exclusiveMaximum',
    MinLength: 'minLength', MaxLength: 'maxLength', MinItems: 'minItems', MaxItems: 'maxItems', MultipleOf: 'multipleOf', UniqueItems: 'uniqueItems',
  };
  const entries = Object.entries(constraints).filter(([name]) => names[name]).map(([name, value]) => [names[name], value]);
  if (constraints.Pattern) entries.push(['pattern', constraints.Pattern.source ?? constraints.Pattern]);
  return Object.fromEntries(entries);
}
