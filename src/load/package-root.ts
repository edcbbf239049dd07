/** Where this copy of the library lives. */
import * as fs from 'fs';
import * as path from 'path';
import { findUp, readJson } from '../files';

let found: string | undefined;

/** The folder of the running package, whether it runs from `lib/` or from `src/`. */
export function packageRoot(): string {
  found ??= findUp(__dirname, 'package.json') ?? path.dirname(path.dirname(__dirname));
  return found;
}

export function packageVersion(): string {
  return readJson(path.join(packageRoot(), 'package.json'))?.version ?? '0.0.0';
}

/** What `types` of package.json points at; from sources that is `src/index.ts`. */
export function packageTypes(): string | undefined {
  const own = path.join(path.dirname(__dirname), __filename.endsWith('.ts') ? 'index.ts' : 'index.d.ts');
  return fs.existsSync(own) ? own : undefined;
}
