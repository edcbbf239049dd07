/** Finds a toolchain that is installed on this machine. */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { compareVersions, satisfies } from './version-range';

export interface Installed {
  readonly version: string;
  /** The program. */
  readonly file: string;
  /** Who installed it, for people: `pyenv`, `this machine`. */
  readonly origin: string;
}

export interface Choice {
  readonly chosen: Installed;
  /** It is the version that was asked for. */
  readonly fits: boolean;
}

/** The newest one that fits; else the first one, which is the machine's own. */
export function choose(installed: readonly Installed[], range: string | undefined): Choice | undefined {
  const fitting = installed.filter(({ version }) => range === undefined || satisfies(version, range) === true);
  // without a wish, the machine's own
  if (range !== undefined) fitting.sort((a, b) => compareVersions(b.version, a.version));
  const chosen = fitting[0] ?? installed[0];
  return chosen && { chosen, fits: fitting.length > 0 };
}

/** Folders of versions, as version managers keep them: `~/.pyenv/versions/3.9.18`. */
export function managed(env: Readonly<Record<string, string>>, folders: readonly (readonly [origin: string, folder: string])[], program: string): Installed[] {
  const home = env.HOME ?? os.homedir();
  return folders.flatMap(([origin, folder]) => {
    const root = folder.replace(/^~/, home);
    return list(root).flatMap((name): Installed[] => {
      const version = /^[a-zA-Z-]*v?(\d+(?:\.\d+){0,2})(?:[^\d.]|$)/.exec(name)?.[1];
      const file = path.join(root, name, program);
      return version !== undefined && fs.existsSync(file) ? [{ version, file, origin }] : [];
    });
  });
}

function list(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** The version that a file such as `.python-version` or `go.mod` names. */
export function versionFile(workspace: string, file: string | undefined, read: (text: string) => string | undefined = (text) => text.trim().split('\n')[0]): string | undefined {
  if (file === undefined) return undefined;
  try {
    return read(fs.readFileSync(path.resolve(workspace, file), 'utf8'));
  } catch {
    return undefined;
  }
}
