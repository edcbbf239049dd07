/** `hashFiles('package-lock.json')`: SHA-256 over the SHA-256 of each file, as the runner computes it. */
import * as crypto from 'crypto';
import * as fs from 'fs';
import { glob } from './glob';

export function hashFiles(workspace: string, patterns: readonly string[]): string {
  const { files } = glob(patterns.join('\n'), workspace);
  const within = files.filter((file) => file.startsWith(`${workspace}/`));
  if (within.length === 0) return '';
  const all = crypto.createHash('sha256');
  for (const file of within) all.update(crypto.createHash('sha256').update(fs.readFileSync(file)).digest());
  return all.digest('hex');
}
