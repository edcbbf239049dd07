/** Set-up actions of toolchains that need no environment of their own: an installed one is put on the PATH. */
import * as path from 'path';
import { ActionInput, Emulate, outputOf } from './emulation';
import { choose, Installed, managed, versionFile } from './installed';
import { differs } from './setup-python';
import { versionIn } from './version-range';
import { which } from '../shell';

export interface Tool {
  /** For people. */
  readonly name: string;
  readonly program: string;
  /** @default --version */
  readonly versionFlag?: string;
  /** Input that names the version, and the one that names a file with it. */
  readonly versionInput?: string;
  readonly fileInput?: string;
  /** What the file says. @default - its first line */
  readonly readFile?: (text: string) => string | undefined;
  /** Folders of version managers, which hold the program in `<version>/bin`. */
  readonly managers?: readonly (readonly [origin: string, folder: string])[];
  /** Output that names the version that was found. */
  readonly versionOutput?: string;
  /** Variables that point to its folder. */
  readonly homeVariable?: string;
}

export function setupTool(tool: Tool): Emulate {
  return async (action) => {
    const file = tool.fileInput === undefined ? undefined : versionFile(action.leg.around.folders.workspace, action.input(tool.fileInput), tool.readFile);
    const wanted = (tool.versionInput === undefined ? undefined : action.input(tool.versionInput)?.split('\n')[0].trim()) ?? file;
    const choice = choose([...await onPath(action, tool), ...managed(action.env, tool.managers ?? [], `bin/${tool.program}`)], wanted);
    if (!choice) return { done: `${tool.name} is not installed on this machine`, failed: true };
    const { chosen } = choice;
    const bin = path.dirname(chosen.file);
    // what is found by its name already stays as it is: a folder of the system would hide other tools
    if (chosen.origin !== ON_PATH) action.leg.prependPath(bin);
    if (tool.homeVariable && chosen.origin !== ON_PATH) action.leg.env[tool.homeVariable] = path.dirname(bin);
    return {
      done: `${tool.name} ${chosen.version} (${chosen.origin})${differs(choice, wanted)}`,
      outputs: { ...(tool.versionOutput ? { [tool.versionOutput]: chosen.version } : {}), 'cache-hit': 'false' },
    };
  };
}

const ON_PATH = 'this machine';

async function onPath(action: ActionInput, tool: Tool): Promise<Installed[]> {
  const file = which(tool.program, action.env.PATH ?? '');
  const version = file && versionIn(await outputOf(action, file, ...(tool.versionFlag ?? '--version').split(' ')) ?? '');
  return version ? [{ version, file, origin: ON_PATH }] : [];
}
