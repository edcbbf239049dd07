/** Runs TypeScript without a compiler: types are stripped, lines stay where they are, the result is cached. */
import * as path from 'path';
import { cacheFolder } from '../cache-entry';
import { findUp } from '../files';
import { PipewrightError, Problem } from '../problem';

type Jiti = ReturnType<typeof import('jiti').createJiti>;

export interface LoaderOptions {
  /** Modules that are here already, by the name that programs import. */
  readonly modules?: Readonly<Record<string, unknown>>;
  /** Keep a map back to the columns of the source; only needed once something failed. */
  readonly sourceMaps?: boolean;
}

export function loaderFor(file: string, options: LoaderOptions = {}): Jiti {
  // loaded late: a program that only declares pipelines never needs it
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { createJiti } = require('jiti') as typeof import('jiti');
  const cache = cacheFolder(path.dirname(file)); // files with a map have names of their own there
  const create = (tsconfigPaths: boolean) => createJiti(file, {
    // jiti would fall back to the shared temporary folder, where others could plant code
    fsCache: cache === undefined ? false : path.join(cache, 'modules'),
    // every load evaluates the user's modules anew, each once
    moduleCache: false,
    sourceMaps: options.sourceMaps ?? false,
    tsconfigPaths,
    virtualModules: { ...options.modules },
  });
  try {
    return create(true);
  } catch (error) {
    throw new PipewrightError([tsconfigProblem(file, error as Error)]);
  }
}

/** Only the mapped paths of tsconfig.json are read before the file runs. */
function tsconfigProblem(file: string, error: Error): Problem {
  const folder = findUp(path.dirname(file), 'tsconfig.json') ?? path.dirname(file);
  return {
    ruleId: 'tsconfig',
    severity: 'error',
    where: 'tsconfig.json',
    message: `cannot be read: ${error.message}`,
    source: { file: path.join(folder, 'tsconfig.json') },
    fix: 'correct it; the paths that it maps are needed to load the file',
  };
}
