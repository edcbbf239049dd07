/**
 * From whatever the user's file threw to problems at the user's own lines.
 */
import * as fs from 'fs';
import * as path from 'path';
import { exactColumn, inSource } from './columns';
import { packageRoot } from './package-root';
import { firstUserFrame } from '../origin';
import { PipewrightError, Problem, SourceLocation, show } from '../problem';

/** What the loader says about text that is no TypeScript: `ParseError: Unexpected token \n /app/pipeline.ts:3:11`. */
const PARSE_ERROR = /^ParseError: ([\s\S]*?)\s*\n\s*(.+):(\d+):(\d+)$/;

export function problemsOfError(error: unknown, file: string): Problem[] {
  if (error instanceof PipewrightError) return [...error.problems];
  if (!(error instanceof Error)) return [problem('exception', file, { message: `threw ${show(error)}, which is no Error`, source: { file } })];
  return [syntaxProblem(error, file) ?? awaitProblem(error, file) ?? missingModule(error, file) ?? exception(error, file)];
}

function problem(ruleId: string, file: string, rest: { message: string; source?: SourceLocation; fix?: string; value?: unknown }): Problem {
  return { ruleId, severity: 'error', where: path.basename(rest.source?.file ?? file), ...rest };
}

function syntaxProblem(error: Error, file: string): Problem | undefined {
  const match = PARSE_ERROR.exec(error.message);
  if (!match) return undefined;
  const [, message, at, line, column] = match;
  return problem('syntax', file, { message: sentence(message), source: inSource({ file: at, line: Number(line), column: Number(column) + 1 }) });
}

/** `await` outside of a function, where the caller cannot wait. */
function awaitProblem(error: Error, file: string): Problem | undefined {
  if (error.name !== 'SyntaxError') return undefined;
  const place = /^(\/.+|[A-Za-z]:\\.+):(\d+)\n/.exec(error.stack ?? '');
  const source = place ? { file: place[1], line: Number(place[2]) } : { file };
  const isAwait = error.message.startsWith('await is only valid');
  return problem('syntax', file, {
    message: isAwait ? 'await at the top level does not work under projen, which loads the file synchronously' : sentence(error.message),
    source,
    fix: isAwait ? 'compute the value without await, or synthesize with: npx pipewright synth' : undefined,
  });
}

function missingModule(error: Error & { code?: string; requireStack?: string[] }, file: string): Problem | undefined {
  const match = /^Cannot find (?:module|package) '([^']+)'/.exec(error.message);
  if (!match || !['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(error.code ?? '')) return undefined;
  const importer = error.requireStack?.[0] ?? file;
  const name = match[1];
  const isPath = /^[./]|^[A-Za-z]:/.test(name);
  return problem('missing-module', file, {
    message: `imports ${show(name)}, which cannot be found`,
    source: importPlace(importer, name),
    fix: isPath ? 'create the file, or correct the path' : `npm install --save-dev ${packageName(name)}`,
  });
}

function packageName(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Where a file names a module. */
function importPlace(file: string, specifier: string): SourceLocation {
  const lines = readLines(file);
  const line = lines.findIndex((text) => text.includes(`'${specifier}'`) || text.includes(`"${specifier}"`));
  return line < 0 ? { file } : inSource({ file, line: line + 1, column: lines[line].indexOf(specifier) });
}

function readLines(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function exception(error: Error, file: string): Problem {
  const frame = firstUserFrame(error.stack ?? '');
  const source = frame ? exactColumn(frame) : { file };
  if (isOwnFault(error)) {
    return problem('internal', file, {
      message: `pipewright failed with ${error.name}: ${sentence(error.message)}`,
      source,
      fix: 'this is a mistake in pipewright, or a value of a wrong type that it should have named: run again with PIPEWRIGHT_TRACE=1 and report the trace',
    });
  }
  const name = error.name === 'Error' ? '' : `${error.name}: `;
  return problem('exception', file, { message: `${name}${sentence(error.message) || 'an error without a message'}`, source });
}

/** A TypeError and its kin whose innermost frame is the library's own. */
function isOwnFault(error: Error): boolean {
  if (!['TypeError', 'RangeError', 'ReferenceError', 'AssertionError'].includes(error.name)) return false;
  const innermost = (error.stack ?? '').split('\n').find((line) => /^\s+at /.test(line)) ?? '';
  const own = [path.join(packageRoot(), 'lib') + path.sep, path.join(packageRoot(), 'src') + path.sep];
  return own.some((folder) => innermost.includes(folder));
}

/** Messages of several lines on one. */
function sentence(message: string): string {
  return message.trim().replace(/\s*\n\s*/g, ' ');
}
