/**
 * actions/setup-python: a virtual environment of an installed Python, new for each job, so that what the job installs
 * is gone with it, and nothing of the machine's own packages is seen.
 */
import * as path from 'path';
import { ActionInput, Emulation, outputOf } from './emulation';
import { choose, Choice, Installed, managed, versionFile } from './installed';
import { versionIn } from './version-range';
import { which } from '../shell';

export async function setupPython(action: ActionInput): Promise<Emulation> {
  const { workspace, temp } = action.leg.around.folders;
  const wanted = action.input('python-version')?.split('\n')[0].trim() ?? versionFile(workspace, action.input('python-version-file'), fromFile);
  const choice = choose(await installedPythons(action, wanted), wanted);
  if (!choice) return { done: 'no Python is installed on this machine', failed: true };
  const { version, file, origin } = choice.chosen;
  const folder = path.join(temp, `python-${version}`);
  if (await outputOf(action, file, '-m', 'venv', '--clear', folder) === undefined) {
    return { done: `Python ${version} (${origin}) cannot make a virtual environment: its module venv is missing or broken`, failed: true };
  }
  const bin = path.join(folder, 'bin');
  action.leg.prependPath(bin);
  Object.assign(action.leg.env, { pythonLocation: folder, Python_ROOT_DIR: folder, Python2_ROOT_DIR: folder, Python3_ROOT_DIR: folder });
  return {
    done: `a new virtual environment of Python ${version} (${origin})${differs(choice, wanted)}`,
    outputs: { 'python-version': version, 'python-path': path.join(bin, 'python'), 'cache-hit': 'false' },
  };
}

export function differs({ fits }: Choice, wanted: string | undefined): string {
  return fits ? '' : `; ${wanted} was asked for and is not installed`;
}

/** The machine's own first. */
async function installedPythons(action: ActionInput, wanted: string | undefined): Promise<Installed[]> {
  const minor = wanted === undefined ? undefined : /\d+\.\d+/.exec(wanted)?.[0];
  const names = ['python3', 'python', ...(minor ? [`python${minor}`] : [])];
  const onPath = await Promise.all(names.map((name) => probe(action, name)));
  const pyenv = `${action.env.PYENV_ROOT ?? '~/.pyenv'}/versions`;
  const folders = [['pyenv', pyenv], ['asdf', '~/.asdf/installs/python'], ['mise', '~/.local/share/mise/installs/python'], ['uv', '~/.local/share/uv/python']] as const;
  return [...onPath.flatMap((found) => found ?? []), ...managed(action.env, folders, 'bin/python3')];
}

async function probe(action: ActionInput, name: string): Promise<Installed | undefined> {
  const file = which(name, action.env.PATH ?? '');
  const version = file && versionIn(await outputOf(action, file, '--version') ?? '');
  return version ? { version, file, origin: 'this machine' } : undefined;
}

function fromFile(text: string): string | undefined {
  return /^requires-python\s*=\s*"([^"]+)"/m.exec(text)?.[1] ?? /^python\s+(\S+)/m.exec(text)?.[1] ?? versionIn(text);
}
