/**
 * Each judge accepts the good samples and refuses the bad ones; see scripts/judges/selftest.sh.
 *   node --import tsx scripts/conformance/bites.ts [--record=1]
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { record } from './lib/report';
import { removeRepositories, repository, ROOT } from '../lib/repository';

const file = path.join(repository(), 'table.json');
const { status } = spawnSync(path.join(ROOT, 'scripts/judges/selftest.sh'), [file], { stdio: 'inherit' });
if (status === 0) {
  const [columns, ...rows] = JSON.parse(readFileSync(file, 'utf8')) as string[][];
  record('judges', { command: 'npm run conformance', columns, rows });
}
removeRepositories();
process.exitCode = status ?? 1;
