// Writes src/checks/shapes.json: what every public function, constructor and props type takes, read from the sources.
// The checks of values at run time are made of it, so that no type is written twice.
// Run: node scripts/shapes.mjs          (after a change of the public API; a test says when it is stale)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const OUTPUT = join(root, 'src/checks/shapes.json');
const parsed = new Map();

/** Declarations of a file, by name, with what it imports and re-exports. */
function read(file) {
  if (!parsed.has(file)) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    const declared = new Map();
    const imported = new Map();
    for (const node of source.statements) {
      if ((ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node) || ts.isTypeAliasDeclaration(node)) && node.name) declared.set(node.name.text, node);
      if (ts.isImportDeclaration(node) && node.importClause?.namedBindings && ts.isNamedImports(node.importClause.namedBindings)) {
        for (const one of node.importClause.namedBindings.elements) imported.set(one.name.text, { from: node.moduleSpecifier.text, name: (one.propertyName ?? one.name).text });
      }
    }
    parsed.set(file, { file, source, declared, imported });
  }
  return parsed.get(file);
}

function moduleFile(from, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const base = resolve(dirname(from), specifier);
  return [`${base}.ts`, join(base, 'index.ts')].find(existsSync);
}

/** Every exported declaration of a module: name → { node, module }. */
function exportsOf(file, prefix = '') {
  const found = new Map();
  const module = read(file);
  const add = (name, node, at) => found.set(`${prefix}${name}`, { node, module: at });
  for (const node of module.source.statements) {
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const target = moduleFile(file, node.moduleSpecifier.text);
      if (!target) continue;
      if (node.exportClause && ts.isNamespaceExport(node.exportClause)) {
        for (const [name, one] of exportsOf(target, `${prefix}${node.exportClause.name.text}.`)) found.set(name, one);
      } else {
        const wanted = node.exportClause && new Set(node.exportClause.elements.map((e) => (e.propertyName ?? e.name).text));
        for (const [name, one] of exportsOf(target)) if (!wanted || wanted.has(name)) add(name, one.node, one.module);
      }
    } else if (node.name && ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) {
      const name = node.name.text;
      if (module.declared.has(name)) add(name, node, module);
    }
  }
  return found;
}

function resolveName(name, module) {
  if (module.declared.has(name)) return { node: module.declared.get(name), module };
  const from = module.imported.get(name);
  const file = from && moduleFile(module.file, from.from);
  if (!file) return undefined;
  const target = read(file);
  if (target.declared.has(from.name)) return { node: target.declared.get(from.name), module: target };
  return exportsOf(file).get(from.name);
}

const isInternal = (node) => ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'internal') || /@internal/.test(node.getFullText().slice(0, node.getLeadingTriviaWidth()));
const has = (node, kind) => ts.getModifiers(node)?.some((m) => m.kind === kind) ?? false;

class Shapes {
  structs = {};
  enums = {};
  callables = {};

  constructor(file) {
    this.publics = exportsOf(file);
    for (const [name, { node, module }] of this.publics) if (ts.isClassDeclaration(node) && !name.includes('.')) this.addClass(name, node, module);
  }

  /** `string`, `number`, `boolean`, `any`, a struct, `enum X`, `class X`, `X[]`, `X{}` for maps. */
  type(node, module) {
    switch (node?.kind) {
      case undefined: return 'any';
      case ts.SyntaxKind.StringKeyword: return 'string';
      case ts.SyntaxKind.NumberKeyword: return 'number';
      case ts.SyntaxKind.BooleanKeyword: return 'boolean';
      case ts.SyntaxKind.ArrayType: return `${this.type(node.elementType, module)}[]`;
      case ts.SyntaxKind.TypeOperator: return this.type(node.type, module);
      case ts.SyntaxKind.ParenthesizedType: return this.type(node.type, module);
      case ts.SyntaxKind.TypeLiteral: {
        const index = node.members.find(ts.isIndexSignatureDeclaration);
        return index ? `${this.type(index.type, module)}{}` : 'any';
      }
      case ts.SyntaxKind.TypeReference: return this.reference(node, module);
      default: return 'any';
    }
  }

  reference(node, module) {
    const name = node.typeName.getText();
    if (name === 'Record') return `${this.type(node.typeArguments[1], module)}{}`;
    const found = resolveName(name, module);
    if (!found) return name === 'Construct' ? 'class Construct' : 'any';
    if (ts.isEnumDeclaration(found.node)) {
      this.enums[name] ??= Object.fromEntries(found.node.members.map((m) => [m.name.getText(), m.initializer.text]));
      return `enum ${name}`;
    }
    if (ts.isClassDeclaration(found.node)) return this.publics.has(name) ? `class ${name}` : 'any';
    // an interface with methods is implemented by users
    if (ts.isInterfaceDeclaration(found.node) && found.node.members.some(ts.isMethodSignature)) return `interface ${found.node.members.map((m) => m.name.getText()).join(' ')}`;
    if (!ts.isInterfaceDeclaration(found.node)) return 'any';
    if (!this.structs[name]) {
      this.structs[name] = {};
      Object.assign(this.structs[name], this.struct(found.node, found.module));
    }
    return name;
  }

  /** Own and inherited props: name → type, with `?` where it may be left out. */
  struct(node, module) {
    const inherited = (node.heritageClauses ?? []).flatMap((clause) => clause.types).map((type) => resolveName(type.expression.getText(), module)).filter(Boolean);
    const props = Object.assign({}, ...inherited.map((base) => this.struct(base.node, base.module)));
    for (const member of node.members) if (ts.isPropertySignature(member)) props[member.name.getText().replace(/^'|'$/g, '')] = `${this.type(member.type, module)}${member.questionToken ? '?' : ''}`;
    return props;
  }

  parameters(node, module) {
    return node.parameters.map((p) => {
      const rest = p.dotDotDotToken ? '...' : '';
      return `${rest}${p.name.getText()}: ${this.type(p.type, module)}${p.questionToken || p.initializer ? '?' : ''}`;
    });
  }

  addClass(name, node, module) {
    for (const member of node.members) {
      if (isInternal(member) || has(member, ts.SyntaxKind.PrivateKeyword) || has(member, ts.SyntaxKind.ProtectedKeyword)) continue;
      if (ts.isConstructorDeclaration(member)) this.callables[`new ${name}`] = this.parameters(member, module);
      if (!ts.isMethodDeclaration(member) || member.parameters.length === 0 || member.name.getText().startsWith('_')) continue;
      this.callables[`${name}${has(member, ts.SyntaxKind.StaticKeyword) ? '.' : '#'}${member.name.getText()}`] = this.parameters(member, module);
    }
  }
}

const sorted = (record) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The shapes of the public API as JSON text. */
export function shapesText() {
  const shapes = new Shapes(join(root, 'src/index.ts'));
  const lines = Object.entries({ callables: shapes.callables, structs: shapes.structs, enums: shapes.enums }).map(([part, entries]) => {
    const inner = Object.entries(sorted(entries)).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
    return `  ${JSON.stringify(part)}: {\n${inner.join(',\n')}\n  }`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(OUTPUT, shapesText());
