/** The app that a command works on, by its flags. */
import { Input } from './command';
import { Terminal } from './terminal';
import { Program, ProgramOptions, synthesizeProgram } from '../load/program';

export const DEFAULT_APP = 'pipeline.ts';

export function programOf(input: Input, terminal: Terminal, options: Partial<ProgramOptions> = {}): Promise<Program> {
  return synthesizeProgram(input.get('app') ?? DEFAULT_APP, {
    cwd: terminal.cwd,
    root: input.get('root'),
    typeCheck: !input.has('no-type-check'),
    onProgress: (what) => terminal.progress(what),
    ...options,
  });
}
