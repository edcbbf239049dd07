/** How a folder's ecosystem is used: by which tool, and in which version where the folder says one. */
import * as fs from 'fs';
import * as path from 'path';

export type Ecosystem = 'python' | 'node' | 'go' | 'java' | 'rust' | 'dotnet' | 'ruby';

export interface EcosystemUse {
  readonly version: string;
  /** Further props of the toolchain, where the usual ones do not fit, and what they import. */
  readonly props?: { readonly imports?: string; readonly text: string };
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

interface Sign {
  /** A file whose presence tells it. */
  readonly file: RegExp;
  readonly unless?: RegExp;
  readonly props: EcosystemUse['props'];
}

function tool(file: RegExp, prop: string, type: string, value: string): Sign {
  return { file, props: { imports: type, text: `${prop}: ${type}.${value}` } };
}

/** The first that fits. */
const SIGNS: Partial<Record<Ecosystem, readonly Sign[]>> = {
  node: [tool(/^pnpm-lock\.yaml$/, 'packageManager', 'NodePackageManager', 'PNPM'), tool(/^yarn\.lock$/, 'packageManager', 'NodePackageManager', 'YARN')],
  python: [
    tool(/^uv\.lock$/, 'packageManager', 'PythonPackageManager', 'UV'),
    tool(/^poetry\.lock$/, 'packageManager', 'PythonPackageManager', 'POETRY'),
    // setup-python fails where none of the files is there that it caches by
    {
      file: /^setup\.py$/, unless: /^(pyproject\.toml|requirements.*\.txt)$/,
      props: { text: 'cacheDependencyPath: [\'setup.py\'], install: \'python -m pip install --editable .\'' },
    },
  ],
  java: [tool(/^(?:gradlew|build\.gradle(?:\.kts)?)$/, 'buildTool', 'JavaBuildTool', 'GRADLE')],
};

export function useOf(ecosystem: Ecosystem, folder: string, names: readonly string[]): EcosystemUse {
  const said = (SAID[ecosystem] ?? []).map(([name, pattern]) => pattern.exec(read(folder, name))?.[1]).find((version) => version !== undefined);
  const has = (file: RegExp) => names.some((name) => file.test(name));
  const sign = (SIGNS[ecosystem] ?? []).find(({ file, unless }) => has(file) && !(unless && has(unless)));
  return { version: said ?? VERSIONS[ecosystem], props: sign?.props };
}

function read(folder: string, name: string): string {
  try {
    return fs.readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return ''; // most folders have none of these
  }
}
