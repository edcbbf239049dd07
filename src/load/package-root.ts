/** Where this copy of the library lives. */
import * as fs from 'fs';
import * as path from 'path';

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

/** The nearest folder at or above `folder` that holds `name`. */
export function findUp(folder: string, name: string): string | undefined {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, name))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

/** A JSON object; undefined where there is none or it cannot be read. */
export function readJson(file: string): any {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A folder for caches that no other user of the machine can write to; undefined where there is no node_modules. */
export function cacheFolder(folder: string): string | undefined {
  const project = findUp(folder, 'node_modules');
  if (project === undefined) return undefined;
  const cache = path.join(project, 'node_modules', '.cache', 'pipewright');
  try {
    fs.mkdirSync(cache, { recursive: true });
    fs.accessSync(cache, fs.constants.W_OK);
    return cache;
  } catch {
    return undefined; // a read-only checkout: slower, not wrong
  }
}
