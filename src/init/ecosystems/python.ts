import { Found, listed, quoted } from '../ecosystem';
import { Folder } from '../folder';
import { firstWithin, PYTHON } from '../versions';

const SIGN = /^(pyproject\.toml|setup\.py|setup\.cfg|requirements.*\.txt|Pipfile)$/;
/** Files of requirements that are installed without being named. */
const USUAL = ['requirements.txt', 'requirements-dev.txt'];
const REQUIREMENTS = /^(requirements([-_.](dev|tests?|ci))?|(dev|tests?)[-_.]requirements)\.txt$/;

export function python(folder: Folder): Found | undefined {
  if (!folder.find(SIGN)) return undefined;
  const manager = managerOf(folder);
  const requirements = manager ? [] : folder.names.filter((name) => REQUIREMENTS.test(name));
  const named = requirements.some((name) => !USUAL.includes(name));
  const test = testOf(folder, manager);
  const lint = ['ruff', 'flake8', 'black', 'isort', 'mypy'].filter((name) => dependsOn(folder, name));
  return {
    maker: 'python',
    props: {
      versions: listed([`3.${minorOf(folder)}`]),
      ...(manager ? { packageManager: `PythonPackageManager.${manager}` } : {}),
      ...(manager === 'POETRY' && !folder.has('poetry.lock') ? { cache: 'false' } : {}),
      ...(named ? { requirements: listed(requirements) } : {}),
      ...(test ? { test: quoted(test) } : {}),
    },
    imports: manager ? ['PythonPackageManager'] : [],
    lint: lint.length ? lint.map((name) => `Linter.${name}()`) : undefined,
  };
}

function managerOf(folder: Folder): 'UV' | 'POETRY' | 'PIPENV' | undefined {
  if (folder.has('uv.lock')) return 'UV';
  if (folder.has('poetry.lock') || /^\[tool\.poetry\]/m.test(folder.read('pyproject.toml'))) return 'POETRY';
  return folder.has('Pipfile') ? 'PIPENV' : undefined;
}

function minorOf(folder: Folder): number | string {
  const exact = folder.said(
    ['.python-version', /^3\.(\d+)/m], ['.tool-versions', /^python\s+3\.(\d+)/m], ['runtime.txt', /^python-3\.(\d+)/], ['Pipfile', /^python_(?:full_)?version\s*=\s*"3\.(\d+)/m],
  );
  const range = folder.said(
    ['pyproject.toml', /^requires-python\s*=\s*["']([^"']+)/m], ['pyproject.toml', /^python\s*=\s*["']([^"']+)/m],
    ['setup.cfg', /^python_requires\s*=\s*(.+)/m], ['setup.py', /python_requires\s*=\s*["']([^"']+)/],
  );
  return exact ?? (range === undefined ? undefined : firstWithin(range, PYTHON)) ?? PYTHON.candidates[0];
}

/** pytest, unless nothing here installs it. */
function testOf(folder: Folder, manager: string | undefined): string | undefined {
  if (dependsOn(folder, 'pytest(-[\\w-]+)?')) return undefined;
  const prefix = manager ? `${manager.toLowerCase()} run ` : '';
  return `${prefix}python ${folder.has('manage.py') ? 'manage.py test' : '-m unittest'}`;
}

/** Whether a manifest or a file of requirements names the package: not its settings, `[tool.ruff]`. */
function dependsOn(folder: Folder, name: string): boolean {
  const files = folder.names.filter((file) => SIGN.test(file) || REQUIREMENTS.test(file));
  const entry = new RegExp(`(^|["'\\s])${name}\\s*(["'[=<>~!;,#]|$)`, 'm');
  return files.some((file) => entry.test(folder.read(file)));
}
