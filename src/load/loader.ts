/**
 * Runs TypeScript without a compiler: types are stripped, lines stay where they are, the result is cached.
 * `pipewright` and `constructs` are the very modules that run here, however the package was installed.
 */
import * as path from 'path';
import * as constructs from 'constructs';
import { cacheFolder } from './package-root';
import * as library from '../index';

type Jiti = ReturnType<typeof import('jiti').createJiti>;

export interface LoaderOptions {
  /** Keep a map back to the columns of the source; only needed once something failed. */
  readonly sourceMaps?: boolean;
}

export function loaderFor(file: string, options: LoaderOptions = {}): Jiti {
  // loaded late: a program that only declares pipelines never needs it
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { createJiti } = require('jiti') as typeof import('jiti');
  const cache = options.sourceMaps ? undefined : cacheFolder(path.dirname(file));
  return createJiti(file, {
    // jiti would fall back to the shared temporary folder, where others could plant code
    fsCache: cache === undefined ? false : path.join(cache, 'modules'),
    // every load evaluates the user's modules anew, each once
    moduleCache: false,
    sourceMaps: options.sourceMaps ?? false,
    tsconfigPaths: true,
    virtualModules: { pipewright: library, constructs },
  });
}
