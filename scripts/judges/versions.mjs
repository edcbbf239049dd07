// Prints each judge with its version.
import { JUDGES, STAND_INS } from './lib/registry.mjs';

for (const { id, version } of [...JUDGES, ...STAND_INS]) console.log(`${id.padEnd(16)} ${version()}`);
