/** `pipewright check`: the rules over the app, or over workflow YAML that anybody wrote. */
import * as fs from 'fs';
import * as path from 'path';
import { exactColumn } from '../../load/columns';
import { Problem } from '../../problem';
import { checkFiles } from '../../rules/check-files';
import { APP_FLAGS, Command, FOUND, Input, JSON_FLAG, OK, UsageError } from '../command';
import { DEFAULT_APP, programOf } from '../program';
import { formatFinding, printJson } from '../report';
import { paint, Terminal } from '../terminal';

const WORKFLOWS = path.join('.github', 'workflows');
const YAML = /\.ya?ml$/;

export const command: Command = {
  usage: 'check [file or folder…] [options]',
  description: 'Checks what GitHub would reject, ignore, never start, or what could be exploited. Without a file: the app of pipeline.ts, '
    + 'or .github/workflows where there is none. One line a finding, with file, line and column. '
    + 'Each rule has its reason in docs/rules.md.',
  flags: {
    ...APP_FLAGS,
    strict: { description: 'warnings count as errors' },
    quiet: { short: 'q', description: 'print errors only' },
    ...JSON_FLAG,
  },
  maxArguments: Infinity,
  exitCodes: ['0  no errors (with --strict: no warnings either)', '1  findings', '2  the command line is wrong'],
  examples: ['pipewright check', 'pipewright check .github/workflows/ci.yml --strict'],
  run: async (input, terminal) => {
    const { problems, checked } = await check(input, terminal);
    const shown = input.has('quiet') ? problems.filter((p) => p.severity === 'error') : problems;
    const errors = problems.filter((p) => p.severity === 'error').length;
    const warnings = problems.length - errors;
    if (input.has('json')) printJson({ checked, errors, warnings, problems: shown }, terminal);
    else print(shown, summary(checked.length, errors, warnings), terminal);
    return errors > 0 || (warnings > 0 && input.has('strict')) ? FOUND : OK;
  },
};

interface Checked {
  readonly problems: readonly Problem[];
  /** The files that were looked at. */
  readonly checked: readonly string[];
}

async function check(input: Input, terminal: Terminal): Promise<Checked> {
  if (input.positionals.length > 0) return checkYaml(input.positionals.flatMap((name) => expand(name, terminal.cwd)), terminal.cwd);
  const app = input.get('app') ?? DEFAULT_APP;
  const hasApp = input.has('app') || fs.existsSync(path.resolve(terminal.cwd, app));
  if (!hasApp && fs.existsSync(path.resolve(terminal.cwd, WORKFLOWS))) return checkYaml(expand(WORKFLOWS, terminal.cwd), terminal.cwd);
  const { problems, from } = await programOf(input, terminal);
  return { problems: problems.map((p) => ({ ...p, source: p.source && exactColumn(p.source) })).sort(byPlace), checked: [from] };
}

function checkYaml(files: readonly string[], cwd: string): Checked {
  return { problems: checkFiles(files.map((file) => ({ file, text: fs.readFileSync(path.resolve(cwd, file), 'utf8') }))), checked: files };
}

/** A file, or the YAML files of a folder. */
function expand(name: string, cwd: string): string[] {
  const stat = fs.statSync(path.resolve(cwd, name), { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`there is no ${name}`);
  if (!stat.isDirectory()) {
    if (/\.[cm]?[jt]sx?$/.test(name)) throw new UsageError(`${name} is a program; check its app with: pipewright check --app ${name}`);
    return [name];
  }
  const files = fs.readdirSync(path.resolve(cwd, name)).filter((file) => YAML.test(file)).sort();
  return files.map((file) => path.join(name, file).split(path.sep).join('/'));
}

function print(problems: readonly Problem[], last: string, terminal: Terminal): void {
  for (const problem of problems) {
    const line = formatFinding(problem, terminal.cwd);
    terminal.out(line.replace(`: ${problem.severity}: `, `: ${paint(terminal, problem.severity === 'error' ? 'red' : 'yellow', problem.severity)}: `));
  }
  terminal.err(last);
}

function summary(files: number, errors: number, warnings: number): string {
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  return `${count(files, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}`;
}

function byPlace(a: Problem, b: Problem): number {
  const file = (a.source?.file ?? '').localeCompare(b.source?.file ?? '');
  return file || (a.source?.line ?? 0) - (b.source?.line ?? 0) || (a.source?.column ?? 0) - (b.source?.column ?? 0);
}
