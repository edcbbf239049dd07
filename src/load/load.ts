/**
 * Loads the user's `pipeline.ts` and hands out the apps that it made. Whatever goes wrong in it is a problem
 * at the user's own line; nothing here throws for it.
 */
import * as fs from 'fs';
import * as path from 'path';
import * as constructs from 'constructs';
import { collectSync } from './collect';
import { library } from './library';
import { loaderFor } from './loader';
import { withOwnModules } from './native';
import { problemsOfError } from './user-error';
import { App } from '../app';
import { nearest } from '../nearest';
import { Problem } from '../problem';

export interface Loaded {
  readonly apps: readonly App[];
  readonly problems: readonly Problem[];
}

export interface LoadOptions {
  /** @default - the process' folder */
  readonly cwd?: string;
}

/** What programs import is what runs here, however the package was installed: linked, from a tarball, from sources. */
const MODULES = { pipewright: library(), constructs };

/** Composed constructs are deep: the default of ten frames would end inside the library. */
const STACK_DEPTH = 60;

export async function loadApps(file: string, options: LoadOptions = {}): Promise<Loaded> {
  const absolute = path.resolve(options.cwd ?? process.cwd(), file);
  const missing = missingFile(absolute);
  if (missing) return { apps: [], problems: [missing] };
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = STACK_DEPTH;
  try {
    return checked(absolute, await App._collect(() => withOwnModules(MODULES, () => loaderFor(absolute, { modules: MODULES }).import(absolute))));
  } catch (error) {
    return failed(error, absolute);
  } finally {
    Error.stackTraceLimit = depth;
  }
}

/** The same for callers that cannot wait, which rules out `await` at the file's top level. */
export function loadAppsSync(file: string, options: LoadOptions = {}): Loaded {
  const absolute = path.resolve(options.cwd ?? process.cwd(), file);
  const missing = missingFile(absolute);
  if (missing) return { apps: [], problems: [missing] };
  const depth = Error.stackTraceLimit;
  Error.stackTraceLimit = STACK_DEPTH;
  try {
    return checked(absolute, collectSync(() => withOwnModules(MODULES, () => loaderFor(absolute, { modules: MODULES })(absolute))));
  } catch (error) {
    return failed(error, absolute);
  } finally {
    Error.stackTraceLimit = depth;
  }
}

function failed(error: unknown, file: string): Loaded {
  if (process.env.PIPEWRIGHT_TRACE && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return { apps: [], problems: problemsOfError(error, file) };
}

function checked(file: string, apps: readonly App[]): Loaded {
  if (apps.length > 0) return { apps, problems: [] };
  return {
    apps,
    problems: [{
      ruleId: 'no-app',
      severity: 'error',
      where: path.basename(file),
      message: 'constructs no App, so there is nothing to synthesize',
      source: { file },
      fix: 'add: new App({ repository: { owner: \'…\', name: \'…\' } }), and a Pipeline in it',
    }],
  };
}

function missingFile(file: string): Problem | undefined {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile()) return undefined;
  const folder = path.dirname(file);
  const programs = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => /\.[cm]?[jt]s$/.test(name)) : [];
  return {
    ruleId: 'no-pipeline-file',
    severity: 'error',
    where: path.basename(file),
    message: stat ? 'is a folder, not a file' : `there is no such file in ${folder}`,
    value: file,
    nearest: nearest(path.basename(file), programs),
    fix: 'npx pipewright init makes one; --app <file> names another',
  };
}
