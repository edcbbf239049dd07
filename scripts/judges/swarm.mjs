// Swarm stacks, by the Docker CLI's and swarmkit's own code: see swarm/.
//   node swarm.mjs FILE-OR-FOLDER...
import { spawnSync } from 'node:child_process';
import { filesOf } from './lib/documents.mjs';

const files = filesOf(process.argv.slice(2), ['.yml', '.yaml']);
const { status, error } = spawnSync('swarm-judge', files, { stdio: 'inherit' });
if (error) throw error;
process.exitCode = files.length === 0 ? 2 : status;
