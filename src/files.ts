/** Looking for files, and reading what may not be there. */
import * as fs from 'fs';
import * as path from 'path';

/** The nearest folder at or above `folder` that holds `name`. */
export function findUp(folder: string, name: string): string | undefined {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, name))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

/** Undefined where there is none, or no file. */
export function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
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
