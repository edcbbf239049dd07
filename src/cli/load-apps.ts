/** The app of a command that needs its constructs, not its files. */
import * as path from 'path';
import { Input } from './command';
import { DEFAULT_APP } from './program';
import { Terminal } from './terminal';
import { App } from '../app';
import { loadApps } from '../load/load';
import { typeCheck } from '../load/type-check';
import { Pipeline } from '../pipeline';
import { PipewrightError } from '../problem';
import { pipelinesOf } from '../synth/pipelines-of';

/** Throws a `PipewrightError` with everything that is wrong with the file. */
export async function appsOf(input: Input, terminal: Terminal): Promise<readonly App[]> {
  const file = path.resolve(terminal.cwd, input.get('app') ?? DEFAULT_APP);
  terminal.progress(`loading ${path.basename(file)}`);
  const { apps, problems } = await loadApps(file, { cwd: terminal.cwd });
  const skipTypes = input.has('no-type-check') || problems.some((p) => p.ruleId === 'no-pipeline-file');
  const types = skipTypes ? [] : typeCheck(file, { onProgress: terminal.progress }).problems;
  if (types.length + problems.length > 0) throw new PipewrightError([...types, ...problems]);
  terminal.progress('synthesizing');
  return apps;
}

export async function pipelines(input: Input, terminal: Terminal): Promise<readonly Pipeline[]> {
  return (await appsOf(input, terminal)).flatMap(pipelinesOf);
}
