/** How a folder's ecosystem is used: by which tool, and in which version where the folder says one. */
import * as fs from 'fs';
import * as path from 'path';

export type Ecosystem = 'python' | 'node' | 'go' | 'java' | 'rust' | 'dotnet' | 'ruby';

export interface EcosystemUse {
  readonly version: string;
  /** The tool where it is not the usual one, as the prop of the toolchain: `packageManager: NodePackageManager.PNPM`. */
  readonly tool?: { readonly prop: string; readonly type: string; readonly value: string };
}

const VERSIONS: Readonly<Record<Ecosystem, string>> = {
  python: '3.12', node: '22', go: '1.24', java: '21', rust: 'stable', dotnet: '9.0', ruby: '3.4',
};

/** Files that say a version, and where in them it stands. */
const SAID: Partial<Record<Ecosystem, readonly (readonly [string, RegExp])[]>> = {
  go: [['go.mod', /^go (\d+\.\d+)/m]],
  node: [['.nvmrc', /^v?(\d+)/], ['.node-version', /^v?(\d+)/]],
  python: [['.python-version', /^(3\.\d+)/]],
  ruby: [['.ruby-version', /^(?:ruby-)?(\d+\.\d+)/]],
};

/** Files whose presence tells the tool. */
const TOOLS: Partial<Record<Ecosystem, readonly (readonly [RegExp, EcosystemUse['tool']])[]>> = {
  node: [
    [/^pnpm-lock\.yaml$/, { prop: 'packageManager', type: 'NodePackageManager', value: 'PNPM' }],
    [/^yarn\.lock$/, { prop: 'packageManager', type: 'NodePackageManager', value: 'YARN' }],
  ],
  python: [
    [/^uv\.lock$/, { prop: 'packageManager', type: 'PythonPackageManager', value: 'UV' }],
    [/^poetry\.lock$/, { prop: 'packageManager', type: 'PythonPackageManager', value: 'POETRY' }],
  ],
  java: [[/^(?:gradlew|build\.gradle(?:\.kts)?)$/, { prop: 'buildTool', type: 'JavaBuildTool', value: 'GRADLE' }]],
};

export function useOf(ecosystem: Ecosystem, folder: string, names: readonly string[]): EcosystemUse {
  const said = (SAID[ecosystem] ?? []).map(([name, pattern]) => pattern.exec(read(folder, name))?.[1]).find((version) => version !== undefined);
  const tool = (TOOLS[ecosystem] ?? []).find(([sign]) => names.some((name) => sign.test(name)))?.[1];
  return { version: said ?? VERSIONS[ecosystem], tool };
}

function read(folder: string, name: string): string {
  try {
    return fs.readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return ''; // most folders have none of these
  }
}
