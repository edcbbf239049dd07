// A process that writes, to be killed, starved or refused: writer.js ROOT PLAN, where PLAN is a JSON file of
// { syntheses: OutputFile[][], times?: number, clock?: milliseconds }. It says "ready" before its first write.
import * as fs from 'node:fs';
import { PipewrightError } from '../../../src/problem';
import { OutputFile } from '../../../src/synth/output';
import { writeFiles } from '../../../src/write/write-files';

const [root, planFile] = process.argv.slice(2);
const plan = JSON.parse(fs.readFileSync(planFile, 'utf8')) as { syntheses: OutputFile[][]; times?: number; clock?: number };
if (plan.clock !== undefined) {
  const now = Date.now;
  Date.now = () => now() + plan.clock!;
}
fs.writeSync(1, 'ready\n');
try {
  for (let i = 0; i < (plan.times ?? 1); i++) writeFiles(root, plan.syntheses[i % plan.syntheses.length], { from: 'pipeline.ts' });
} catch (error) {
  process.exitCode = error instanceof PipewrightError ? 1 : 70;
  fs.writeSync(2, `${error instanceof PipewrightError ? error.message : (error as Error).stack}\n`);
}
