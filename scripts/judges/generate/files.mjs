import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The files under a folder whose path fits a pattern (fs.globSync needs Node 22). */
export function globSync(root, pattern) {
  return readdirSync(root, { recursive: true }).map(name => path.join(root, name)).filter(file => pattern.test(file)).sort();
}
