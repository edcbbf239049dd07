// TypeScript interfaces → a strict JSON schema: what an interface does not name is refused.
import path from 'node:path';
import ts from 'typescript';

/**
 * Reads declaration files.
 * @param file the entry file; what it imports is read too, unless it is to be read alone
 * @param options.member called as (interface name, member name, its documentation): { required?, forbidden?, name? }, to
 *   correct what a package's types leave open and only its documentation says
 * @param options.ignored a type that is left out where it is one of several
 */
export function readInterfaces(file, { member = () => ({}), alone = false, ignored } = {}) {
  const program = ts.createProgram([file], { skipLibCheck: true, noLib: true, types: [], noResolve: alone });
  const checker = program.getTypeChecker();
  const definitions = {};

  function define(declaration) {
    const source = declaration.getSourceFile().fileName;
    const id = `${path.basename(path.dirname(source))}.${path.basename(source, '.d.ts')}.${declaration.name.text}`;
    if (!definitions[id]) {
      definitions[id] = {}; // before its members, which may refer back to it
      Object.assign(definitions[id], ts.isInterfaceDeclaration(declaration) ? object(declaration) : schema(declaration.type));
    }
    return { $ref: `#/definitions/${id}` };
  }

  function object(declaration) {
    const owner = declaration.name?.text.replace(/^Schema\$/, '') ?? '';
    const properties = {};
    const required = [];
    const index = declaration.members.find(ts.isIndexSignatureDeclaration);
    for (const property of declaration.members.filter(ts.isPropertySignature)) {
      const name = property.name.text;
      const says = member(owner, name, documentation(property));
      if (says.forbidden) continue;
      const written = says.name ?? name;
      if (says.required ?? !property.questionToken) required.push(written);
      properties[written] = schema(property.type);
    }
    // an interface with no member stands for any object
    const open = declaration.members.length === 0;
    return { type: 'object', properties, required, additionalProperties: index ? schema(index.type) : open };
  }

  function schema(type) {
    switch (type.kind) {
      case ts.SyntaxKind.StringKeyword: return { type: 'string' };
      case ts.SyntaxKind.NumberKeyword: return { type: 'number' };
      case ts.SyntaxKind.BooleanKeyword: return { type: 'boolean' };
      case ts.SyntaxKind.AnyKeyword: return {};
    }
    if (ts.isLiteralTypeNode(type)) return { const: type.literal.kind === ts.SyntaxKind.NullKeyword ? null : type.literal.text };
    if (ts.isArrayTypeNode(type)) return { type: 'array', items: schema(type.elementType) };
    if (ts.isTypeLiteralNode(type)) return object(type);
    // what follows the first only narrows it
    if (ts.isIntersectionTypeNode(type)) return schema(type.types[0]);
    if (ts.isUnionTypeNode(type)) return union(type.types.filter(one => !['null', ignored].includes(one.getText())));
    if (ts.isTypeReferenceNode(type)) return reference(type);
    throw new Error(`${type.getSourceFile().fileName}: no schema for ${type.getText()}`);
  }

  function union(types) {
    const schemas = types.map(schema);
    if (schemas.length === 1) return schemas[0];
    return schemas.every(one => typeof one.type === 'string') ? { type: schemas.map(one => one.type) } : { anyOf: schemas };
  }

  function reference(type) {
    if (type.typeName.getText() === 'Array') return { type: 'array', items: schema(type.typeArguments[0]) };
    const symbol = checker.getSymbolAtLocation(type.typeName);
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return define(target.declarations[0]);
  }

  /** Every interface that an entry file exports, by name. */
  const exported = {};
  for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)))) {
    const [declaration] = symbol.declarations;
    if (ts.isModuleDeclaration(declaration)) for (const inner of checker.getExportsOfModule(symbol)) exported[inner.name] = inner.declarations[0];
    else exported[symbol.name] = declaration;
  }
  return { definitions, exported, define };
}

function documentation(node) {
  return (node.jsDoc ?? []).map(one => ts.getTextOfJSDocComment(one.comment) ?? '').join('\n');
}
