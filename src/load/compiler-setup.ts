/** What a program is checked with: the project's own tsconfig.json, the library that runs, and nothing that only a build needs. */
import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import type * as TypeScript from 'typescript';
import { packageRoot } from './package-root';

type Compiler = typeof TypeScript;

export interface Setup {
  readonly rootNames: readonly string[];
  readonly options: TypeScript.CompilerOptions;
  /** Files that say how to check. */
  readonly configuration: readonly string[];
  /** Folders of declarations that need neither those of Node.js nor those of browsers. */
  readonly known: readonly string[];
}

/** @param types the library's declarations; undefined where they are not known */
export function setupFor(ts: Compiler, file: string, types: string | undefined): Setup {
  const config = ts.findConfigFile(path.dirname(file), ts.sys.fileExists);
  const parsed = config ? parseConfig(ts, config) : undefined;
  const ambient = (parsed?.fileNames ?? []).filter((name) => /\.d\.[cm]?ts$/.test(name));
  return {
    rootNames: [file, ...ambient],
    options: { ...(parsed?.options ?? defaultOptions(ts, file)), ...fixedOptions(types, parsed?.options) },
    configuration: [...(config ? [config] : []), ...extended(parsed)],
    known: [...(types === undefined ? [] : [path.dirname(types)]), ...ownDependency('constructs')],
  };
}

/**
 * Without the declarations of Node.js, of browsers and of projen, which are ten times the rest and rarely asked for:
 * a name of theirs is an error then, so that what passes here also passes with them.
 */
export function leanSetup(ts: Compiler, { options }: Setup): Pick<Setup, 'options'> {
  const [types] = options.paths?.pipewright ?? [];
  const core = types === undefined ? undefined : path.join(path.dirname(types), path.basename(types).replace(/^index\./, 'core.'));
  const lib = (options.lib ?? [withoutBrowsers(ts.getDefaultLibFileName(options))]).filter((name) => !/^lib\.(?:dom|webworker|scripthost)\b/.test(name));
  const paths = { ...options.paths, ...(core !== undefined && fs.existsSync(core) ? { pipewright: [core] } : {}) };
  return { options: { ...options, lib, types: [], paths } };
}

/** The default of a target comes with all that browsers have: `lib.es2022.full.d.ts`. */
function withoutBrowsers(name: string): string {
  return { 'lib.d.ts': 'lib.es5.d.ts', 'lib.es6.d.ts': 'lib.es2015.d.ts' }[name] ?? name.replace('.full.', '.');
}

function parseConfig(ts: Compiler, config: string): TypeScript.ParsedCommandLine | undefined {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  return ts.getParsedCommandLineOfConfigFile(config, {}, host);
}

function extended(parsed: TypeScript.ParsedCommandLine | undefined): string[] {
  const names = (parsed?.raw as { extends?: string | string[] } | undefined)?.extends;
  return [names ?? []].flat().filter((name) => name.startsWith('.') && parsed !== undefined)
    .map((name) => path.resolve(path.dirname(String(parsed?.options.configFilePath ?? '.')), name));
}

/** What a folder without tsconfig.json means: strict, and as forgiving about imports as the loader is. */
function defaultOptions(ts: Compiler, file: string): TypeScript.CompilerOptions {
  return {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    esModuleInterop: true,
    resolveJsonModule: true,
    types: hasNodeTypes(file) ? ['node'] : [],
  };
}

export function hasNodeTypes(file: string): boolean {
  try {
    createRequire(file).resolve('@types/node/package.json');
    return true;
  } catch {
    return false;
  }
}

/** Over the project's own: nothing is emitted, lint-like options are off, and types come from the library that runs. */
function fixedOptions(types: string | undefined, options: TypeScript.CompilerOptions = {}): TypeScript.CompilerOptions {
  const own: Record<string, string[]> = types === undefined ? {} : { pipewright: [types], constructs: ownDependency('constructs') };
  return {
    noEmit: true,
    skipLibCheck: true,
    composite: false,
    incremental: false,
    declaration: false,
    declarationMap: false,
    emitDeclarationOnly: false,
    isolatedDeclarations: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    verbatimModuleSyntax: false,
    allowImportingTsExtensions: true,
    rootDir: undefined,
    outDir: undefined,
    outFile: undefined,
    tsBuildInfoFile: undefined,
    paths: { ...options.paths, ...withoutEmpty(own) },
    // the keys above are absolute paths; relative ones of the project stay relative to its own configuration
    ...(options.paths ? {} : { pathsBasePath: packageRoot() }),
  } as TypeScript.CompilerOptions;
}

function ownDependency(name: string): string[] {
  try {
    return [path.dirname(createRequire(path.join(packageRoot(), 'package.json')).resolve(`${name}/package.json`))];
  } catch {
    return [];
  }
}

function withoutEmpty(paths: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(paths).filter(([, targets]) => targets.length > 0));
}
