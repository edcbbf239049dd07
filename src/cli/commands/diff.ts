/** `pipewright diff`: what synthesis would change, job by job and resource by resource. */
import * as fs from 'fs';
import * as path from 'path';
import { diffFiles } from '../../diff/diff';
import { Files } from '../../diff/model';
import { diffMarkdown, diffText } from '../../diff/render';
import { hasErrors, Program } from '../../load/program';
import { readHeader } from '../../synth/header';
import { mergeTarget } from '../../write/merge';
import { scan } from '../../write/scan';
import { APP_FLAGS, Command, FOUND, JSON_FLAG, OK, UsageError } from '../command';
import { filesAt } from '../git-files';
import { programOf } from '../program';
import { printJson, reportProblems } from '../report';
import { paint } from '../terminal';

export const command: Command = {
  usage: 'diff [options]',
  description: 'Compares what pipeline.ts defines with the files as they are, by meaning: jobs, steps, triggers, permissions and secrets that widen, '
    + 'infrastructure resources and which of them are replaced. With --against: with the files of a commit, for a comment on a pull request.',
  flags: {
    against: { value: 'commit', description: 'compare with the files of this commit or branch instead of the working tree' },
    markdown: { description: 'for a comment on a pull request' },
    ...APP_FLAGS,
    ...JSON_FLAG,
  },
  exitCodes: ['0  nothing would change', '1  something would change, or errors', '2  the command line is wrong'],
  examples: ['pipewright diff', 'pipewright diff --against origin/main --markdown'],
  run: async (input, terminal) => {
    const program = await programOf(input, terminal, { ignoreMovedPins: true });
    if (hasErrors(program.problems)) {
      if (input.has('json')) printJson({ problems: program.problems }, terminal);
      else reportProblems(program.problems, terminal);
      return FOUND;
    }
    const against = input.get('against');
    const files = new Map(program.files.map((file) => mergeTarget(program.root, file, program.from)).map((file) => [file.path, file.text]));
    const diffs = diffFiles(against === undefined ? present(program, files) : committed(program, against, files), files);
    if (input.has('json')) terminal.out(JSON.stringify(diffs, undefined, 2));
    else if (input.has('markdown')) terminal.out(diffMarkdown(diffs));
    else terminal.out(diffs.length ? diffText(diffs, (style, text) => paint(terminal, style, text)) : `nothing would change: ${files.size} files up to date`);
    return diffs.length ? FOUND : OK;
  },
};

/** The files of this program as they are now, with those that others wrote at the same places. */
function present(program: Program, files: Files): Files {
  const generated = [...scan(program.root, program.directories).generated].filter(([, header]) => header.from.split(', ').includes(program.from)).map(([file]) => file);
  const names = new Set([...generated, ...files.keys()]);
  return new Map([...names].flatMap((name): [string, string][] => {
    const file = path.join(program.root, name);
    return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? [[name, fs.readFileSync(file, 'utf8')]] : [];
  }));
}

function committed(program: Program, commit: string, files: Files): Files {
  const folders = ['.github', ...program.directories.map((directory) => path.posix.join(directory, 'deploy'))];
  const found = filesAt(program.root, commit, folders);
  if (found === undefined) throw new UsageError(`--against ${commit}: git knows no such commit; in a workflow, check out with fetch-depth: 0`);
  return new Map([...found].filter(([name, text]) => files.has(name) || readHeader(text)?.from.split(', ').includes(program.from)));
}
