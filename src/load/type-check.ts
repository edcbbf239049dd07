/**
 * Type errors of the user's file and of what it imports, by the TypeScript of the user's own project.
 * Where there is none (plain JavaScript, no compiler installed) nothing is checked.
 */
import { createRequire, isBuiltin } from 'module';
import * as path from 'path';
import type * as TypeScript from 'typescript';
import { inSource } from './columns';
import { hasNodeTypes, leanSetup, Setup, setupFor } from './compiler-setup';
import { packageRoot, packageTypes, packageVersion } from './package-root';
import { TypeCheckCache } from './type-cache';
import { findUp, readJson } from '../files';
import { Problem } from '../problem';

type Compiler = typeof TypeScript;

export interface TypeCheck {
  readonly problems: readonly Problem[];
  /** `checked`, `cached` (nothing changed since it was right) or why not. */
  readonly outcome: 'checked' | 'cached' | 'javascript' | 'no-compiler';
}

/** More than these are rarely read, and mostly follow from the first. */
const MAX_PROBLEMS = 50;

export interface TypeCheckOptions {
  /** Told before the compiler starts. */
  readonly onProgress?: (what: string) => void;
  /** The library's declarations. @default - those of the library that runs */
  readonly types?: string;
}

export function typeCheck(file: string, options: TypeCheckOptions = {}): TypeCheck {
  if (!/\.[cm]?tsx?$/.test(file)) return { problems: [], outcome: 'javascript' };
  const compiler = findCompiler(file);
  if (compiler === undefined) return { problems: [], outcome: 'no-compiler' };
  const project = findUp(path.dirname(file), 'tsconfig.json') ?? '';
  const cache = new TypeCheckCache(file, [packageVersion(), packageRoot(), compiler.version, project].join(' '));
  if (cache.isCurrent()) return { problems: [], outcome: 'cached' };
  options.onProgress?.(`checking the types of ${path.basename(file)}`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const ts = require(compiler.module) as Compiler;
  if (typeof ts.createProgram !== 'function') return { problems: [], outcome: 'no-compiler' };
  return { problems: check(ts, file, cache, options.types ?? packageTypes()), outcome: 'checked' };
}

/** The project's own compiler, else the one beside this package. */
function findCompiler(file: string): { module: string; version: string } | undefined {
  for (const from of [file, path.join(packageRoot(), 'package.json')]) {
    try {
      const manifest = createRequire(from).resolve('typescript/package.json');
      const { main = 'lib/typescript.js', version = '' } = readJson(manifest) ?? {};
      // by its file: Node.js remembers that the folder held no package, where one was installed meanwhile
      return { module: path.join(path.dirname(manifest), main), version };
    } catch {
      continue; // not installed there
    }
  }
  return undefined;
}

/** The lean set-up first: most programs need no more, and it is right where it finds nothing. */
function check(ts: Compiler, file: string, cache: TypeCheckCache, types: string | undefined): Problem[] {
  const setup = setupFor(ts, file, types);
  const host = sharedHost(ts, setup.options);
  const lean = diagnose(ts, { ...setup, ...leanSetup(ts, setup) }, host);
  const { program, errors } = lean.errors.length === 0 && isSelfContained(lean.program, setup) ? lean : diagnose(ts, setup, host);
  const own = withoutNode(errors, file);
  if (own.length === 0) cache.store(program.getSourceFiles().map((s) => s.fileName), setup.configuration);
  return own.slice(0, MAX_PROBLEMS).map((diagnostic) => problemOf(ts, diagnostic, file));
}

/** A file is parsed once, however often it is looked at. */
function sharedHost(ts: Compiler, options: TypeScript.CompilerOptions): TypeScript.CompilerHost {
  const host = ts.createCompilerHost(options);
  const parsed = new Map<string, TypeScript.SourceFile | undefined>();
  return {
    ...host,
    getSourceFile(name, ...rest) {
      if (!parsed.has(name)) parsed.set(name, host.getSourceFile(name, ...rest));
      return parsed.get(name);
    },
  };
}

function diagnose(ts: Compiler, { rootNames, options }: Setup, host: TypeScript.CompilerHost): { program: TypeScript.Program; errors: TypeScript.Diagnostic[] } {
  const program = ts.createProgram({ rootNames, options, host });
  const ours = program.getSourceFiles().filter((source) => isUsers(program, source));
  const diagnostics = ours.flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]);
  return { program, errors: diagnostics.filter((d) => d.category === ts.DiagnosticCategory.Error) };
}

/** The declarations of other packages may need what the lean set-up leaves out; without it the compiler would let more pass. */
function isSelfContained(program: TypeScript.Program, { known }: Setup): boolean {
  const others = program.getSourceFiles().filter((source) => !program.isSourceFileDefaultLibrary(source) && !isUsers(program, source));
  return others.every((source) => known.some((folder) => path.resolve(source.fileName).startsWith(folder + path.sep)));
}

/** Names that only @types/node declares, and what follows from their absence: a parameter without a type. */
const NODE_NAME = new Set([2580, 2591]);
const UNTYPED_PARAMETER = new Set([7006, 7031]);

/** A program may read files and the environment without the declarations of Node.js; what they say of it is not known then. */
function withoutNode(errors: readonly TypeScript.Diagnostic[], file: string): readonly TypeScript.Diagnostic[] {
  if (hasNodeTypes(file)) return errors;
  const ofNode = errors.filter(isOfNode);
  const files = new Set(ofNode.map((error) => error.file));
  return errors.filter((error) => !ofNode.includes(error) && !(UNTYPED_PARAMETER.has(error.code) && files.has(error.file)));
}

function isOfNode({ code, messageText }: TypeScript.Diagnostic): boolean {
  const text = typeof messageText === 'string' ? messageText : messageText.messageText;
  const name = /'([^']+)'/.exec(text)?.[1] ?? '';
  return NODE_NAME.has(code) || (code === 2304 && /^(?:__dirname|__filename|global|Buffer|setImmediate)$/.test(name)) || (code === 2307 && isBuiltin(name));
}

function isUsers(program: TypeScript.Program, source: TypeScript.SourceFile): boolean {
  if (program.isSourceFileDefaultLibrary(source) || program.isSourceFileFromExternalLibrary(source)) return false;
  if (/[\\/]node_modules[\\/]/.test(source.fileName) || source.isDeclarationFile) return false;
  const own = [path.join(packageRoot(), 'src'), path.join(packageRoot(), 'lib')];
  return !own.some((folder) => path.resolve(source.fileName).startsWith(folder + path.sep));
}

function problemOf(ts: Compiler, diagnostic: TypeScript.Diagnostic, file: string): Problem {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n').replace(/\s*\n\s*/g, ' ');
  const at = diagnostic.file && diagnostic.start !== undefined ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start) : undefined;
  const place = path.resolve(diagnostic.file?.fileName ?? file);
  return {
    ruleId: 'type-error',
    severity: 'error',
    where: path.basename(place),
    message: `${text.replace(/\.$/, '')} (TS${diagnostic.code})`,
    source: inSource({ file: place, ...(at ? { line: at.line + 1, column: at.character + 1 } : {}) }),
  };
}
