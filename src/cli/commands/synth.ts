/** `pipewright synth`: writes the workflows and the infrastructure, without projen. */
import { hasErrors, Program } from '../../load/program';
import { PipewrightError, Problem } from '../../problem';
import { planWrite, WritePlan } from '../../write/plan-write';
import { writeFiles, WriteReport } from '../../write/write-files';
import { APP_FLAGS, Command, FOUND, Input, JSON_FLAG, OK } from '../command';
import { programOf } from '../program';
import { NOTHING_WRITTEN, printJson, reportProblems } from '../report';
import { paint, Terminal } from '../terminal';

export const command: Command = {
  usage: 'synth [options]',
  description: 'Runs pipeline.ts and writes what it defines: .github/workflows, deploy and .github/PIPELINES.md. '
    + 'All files are written or none; files that did not change are left alone, and those no longer generated are removed.',
  flags: {
    ...APP_FLAGS,
    force: { description: 'overwrite generated files that were edited by hand, and files that people wrote', short: 'f' },
    list: { description: 'name the files that did not change, too' },
    check: { description: 'write nothing; exit 1 if anything would change (for CI)' },
    ...JSON_FLAG,
  },
  exitCodes: ['0  written, or nothing to do', '1  errors, nothing was written; with --check: something would change', '2  the command line is wrong'],
  run: async (input, terminal) => {
    const program = await programOf(input, terminal);
    if (hasErrors(program.problems)) return fail(program.problems, input, terminal);
    const options = { from: program.from, force: input.has('force'), directories: program.directories };
    try {
      if (input.has('check')) return stale(program, planWrite(program.root, program.files, options), input, terminal);
      const report = writeFiles(program.root, program.files, options);
      return succeed(program, report, input, terminal);
    } catch (error) {
      if (error instanceof PipewrightError) return fail([...error.problems, ...program.problems], input, terminal);
      throw error;
    }
  },
};

function fail(problems: readonly Problem[], input: Input, terminal: Terminal): number {
  if (input.has('json')) printJson({ problems }, terminal);
  else reportProblems(problems, terminal, NOTHING_WRITTEN);
  return FOUND;
}

function succeed(program: Program, report: WriteReport, input: Input, terminal: Terminal): number {
  if (input.has('json')) {
    printJson({ ...report, problems: program.problems }, terminal);
    return OK;
  }
  reportProblems(program.problems, terminal);
  for (const file of report.written) terminal.out(`${paint(terminal, 'green', 'wrote')}    ${file}`);
  for (const file of report.removed) terminal.out(`${paint(terminal, 'yellow', 'removed')}  ${file}`);
  if (input.has('list')) for (const file of report.unchanged) terminal.out(`up to date ${file}`);
  terminal.out(summary(report));
  return OK;
}

function summary(report: WriteReport): string {
  const { written, removed, unchanged } = report;
  if (written.length + removed.length === 0) return `nothing changed: ${count(unchanged.length)} up to date`;
  const gone = removed.length ? `, ${removed.length} removed` : '';
  return `${count(written.length)} written, ${unchanged.length} unchanged${gone}`;
}

function count(files: number): string {
  return `${files} ${files === 1 ? 'file' : 'files'}`;
}

function stale(program: Program, plan: WritePlan, input: Input, terminal: Terminal): number {
  const changes = plan.changes.filter((c) => c.kind !== 'keep');
  const problems = [...plan.problems, ...program.problems];
  const code = changes.length > 0 || hasErrors(problems) ? FOUND : OK;
  if (input.has('json')) {
    printJson({ changes: changes.map(({ path, kind }) => ({ path, kind })), problems }, terminal);
    return code;
  }
  reportProblems(problems, terminal);
  for (const change of changes) terminal.out(`${paint(terminal, 'yellow', change.kind)}  ${change.path}`);
  terminal.out(changes.length ? `${count(changes.length)} out of date; run: npx pipewright synth` : `${count(plan.changes.length)} up to date`);
  return code;
}
