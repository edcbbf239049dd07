/** Another version of Node.js, from the npm registry, kept in the cache of the judges. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CACHE } from '../../conformance/lib/judges';

const VERSION = process.versions.node.startsWith('24.') ? '22.23.3' : '24.21.0';

/** Path of its program. */
export function otherNode(): string {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = path.join(CACHE, `node-${VERSION}`);
  const program = path.join(folder, 'node_modules', name, 'bin', 'node');
  if (!fs.existsSync(program)) {
    fs.mkdirSync(folder, { recursive: true });
    execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--silent', `${name}@${VERSION}`], { stdio: ['ignore', 'inherit', 'inherit'] });
  }
  return program;
}
