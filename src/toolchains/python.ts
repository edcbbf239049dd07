/** CPython: setup-python, pip / Poetry / uv / Pipenv, pytest with pytest-cov. */
import { Linter, shellQuote } from './linter';
import { ToolchainProps, ToolchainProvider } from './provider';
import { cachePaths, caches, reports, script, version } from './shared';
import { Step } from '../step';
import { titleOf } from '../synth/props';

/** Who installs a Python project's dependencies. */
export enum PythonPackageManager {
  /** `requirements.txt` and `requirements-dev.txt`, those that exist; without them `pyproject.toml` or `setup.py`. */
  PIP = 'pip',
  /** `poetry.lock`. */
  POETRY = 'poetry',
  /** `uv.lock`. */
  UV = 'uv',
  /** `Pipfile.lock`. */
  PIPENV = 'pipenv',
}

export interface PythonToolchainProps extends ToolchainProps {
  /**
   * What installs the dependencies.
   * @default PythonPackageManager.PIP
   */
  readonly packageManager?: PythonPackageManager;
  /**
   * Requirement files for pip, in one resolution.
   * @default - requirements.txt and requirements-dev.txt, those that exist; without them the project itself,
   *   with the extras and dependency groups dev, test and tests of its pyproject.toml (groups by pip 25.1, so from Python 3.9 on)
   */
  readonly requirements?: string[];
}

const FILES = ['requirements.txt', 'requirements-dev.txt'];
const LOCKS: Readonly<Record<string, readonly string[]>> = {
  pip: ['requirements*.txt', 'pyproject.toml', 'setup.py'], poetry: ['poetry.lock'], uv: ['uv.lock'], pipenv: ['Pipfile.lock'],
};

/** Those that the project has, one a line. */
const OWN_GROUPS = 'sed -nE \'/^\\[dependency-groups\\]/,/^\\[/s/^(dev|tests?) *=.*/\\1/p\'';

export function python(props: PythonToolchainProps): ToolchainProvider {
  const manager = props.packageManager ?? PythonPackageManager.PIP;
  const prefix = manager === PythonPackageManager.PIP ? '' : `${manager} run `;
  return {
    name: 'python',
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? [Linter.flake8()],
    linterPrefix: prefix,
    reports: reports(props, { results: ['test-results.xml'], coverage: ['coverage.xml'] }),
    setup: ({ cache }) => setup(props, manager, caches(props, cache)),
    install: () => [script(props, 'Install dependencies', props.install ?? installScript(props, manager))],
    test: ({ coverage }) => [script(props, 'Run tests', props.test ?? `${prefix}python -m pytest --junitxml=test-results.xml${coverage ? ' --cov --cov-report=term --cov-report=xml:coverage.xml' : ''}`)],
    coverageSummary: `${prefix}python -m coverage report --format=markdown`,
  };
}

function setup(props: PythonToolchainProps, manager: PythonPackageManager, cache: boolean): Step[] {
  const lock = cachePaths(props, LOCKS[manager]);
  if (manager === PythonPackageManager.UV) {
    const inputs = { 'python-version': version(), 'enable-cache': cache, ...(cache ? { 'cache-dependency-glob': lock } : {}) };
    return [Step.uses('astral-sh/setup-uv', { name: 'Set up Python', with: inputs })];
  }
  const setupPython = Step.uses('actions/setup-python', {
    name: 'Set up Python',
    with: { 'python-version': version(), ...(cache ? { 'cache': manager, 'cache-dependency-path': lock } : {}) },
  });
  // setup-python looks for poetry itself when it is to cache for it
  const tool = manager === PythonPackageManager.PIP ? [] : [Step.run(`pipx install ${manager}`, { name: `Install ${titleOf(manager)}`, shell: 'bash' })];
  return [...tool, setupPython];
}

function installScript(props: PythonToolchainProps, manager: PythonPackageManager): string {
  if (manager === PythonPackageManager.UV) return 'uv sync --locked --all-extras --dev';
  if (manager === PythonPackageManager.POETRY) return 'poetry install --no-interaction';
  // by itself it would take the Python that pipx gave it
  if (manager === PythonPackageManager.PIPENV) return 'pipenv sync --dev --python "$(command -v python)"';
  if (props.requirements) return `python -m pip install ${props.requirements.map((file) => `--requirement ${shellQuote(file)}`).join(' ')}`;
  // one call, so that everything is resolved together; pip only warns of extras that a project does not have, but fails on groups
  return [
    'what=()',
    `for file in ${FILES.join(' ')}; do`,
    '  if [ -f "${file}" ]; then what+=(--requirement "${file}"); fi',
    'done',
    'if [ "${#what[@]}" -eq 0 ] && { [ -f pyproject.toml ] || [ -f setup.py ]; }; then',
    '  what=(--editable \'.[dev,test,tests]\')',
    '  if [ -f pyproject.toml ]; then',
    `    while read -r group; do what+=(--group "\${group}"); done < <(${OWN_GROUPS} pyproject.toml)`,
    '  fi',
    'fi',
    'python -m pip install "${what[@]}"',
  ].join('\n');
}
