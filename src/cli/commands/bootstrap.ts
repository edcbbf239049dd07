/** `pipewright bootstrap`: how to create the one-time trust, with the exact commands. */
import { App } from '../../app';
import { nearest } from '../../nearest';
import { PipewrightError } from '../../problem';
import { pipelinesOf } from '../../synth/pipelines-of';
import { synthesizeTargets } from '../../synth/targets';
import { APP_FLAGS, Command, Input, JSON_FLAG, OK, UsageError } from '../command';
import { appsOf } from '../load-apps';
import { reportProblems } from '../report';
import { paint, Terminal } from '../terminal';

interface Step {
  readonly description: string;
  readonly command: string;
}

/** One thing to create once: a cloud account, the repository's environments, a target. */
interface Section {
  readonly id: string;
  readonly title: string;
  readonly commands: readonly Step[];
  readonly notes: readonly string[];
  /** Ids of sections that come first. */
  readonly needs?: readonly string[];
}

export const command: Command = {
  usage: 'bootstrap [target] [options]',
  description: 'Prints the commands that a person runs once, in order: the environments of the repository, what exists once per cloud account, '
    + 'and the role of each target. Nothing is run. With a target: its own part and what it needs of its account.',
  flags: { ...APP_FLAGS, ...JSON_FLAG },
  maxArguments: 1,
  run: async (input, terminal) => {
    const sections = (await appsOf(input, terminal)).flatMap((app) => sectionsOf(app, terminal));
    const shown = select(sections, input);
    if (input.has('json')) terminal.out(JSON.stringify(shown, undefined, 2));
    else terminal.out(shown.length ? shown.map((section) => render(section, terminal)).join('\n\n') : 'nothing to bootstrap: no pipeline deploys, and none pushes to a cloud registry');
    return OK;
  },
};

function sectionsOf(app: App, terminal: Terminal): Section[] {
  const { accounts, github, results, problems } = synthesizeTargets(app, pipelinesOf(app));
  if (problems.some((p) => p.severity === 'error')) throw new PipewrightError(problems);
  reportProblems(problems, terminal);
  return [
    // an account's commands set variables of environments, and the clouds should trust none that is not guarded yet
    ...(github ? [{ id: 'github', title: 'environments of the repository', commands: github.commands, notes: [] }] : []),
    ...accounts.map(({ cloud, account, commands }) => ({ id: `${cloud}-${account}`, title: `${cloud} account ${account}, once`, commands, notes: [] })),
    ...results.map(({ id, output }) => ({
      id,
      title: `target ${id}`,
      commands: output.bootstrapCommands,
      notes: output.notes ?? [],
      needs: ['github', ...output.accounts.map(({ cloud, account }) => `${cloud}-${account}`)],
    })),
  ];
}

function select(sections: readonly Section[], input: Input): readonly Section[] {
  const [wanted] = input.positionals;
  if (wanted === undefined) return sections;
  const section = sections.find(({ id }) => id === wanted);
  if (section) return sections.filter((other) => other === section || section.needs?.includes(other.id));
  const ids = sections.map(({ id }) => id);
  const [near] = nearest(wanted, ids);
  throw new UsageError(`there is no target ${wanted}; ${ids.length ? `there are ${ids.join(', ')}` : 'no pipeline deploys'}${near ? `; did you mean ${near}?` : ''}`);
}

/** Text that can be pasted into a shell: everything but the commands is a comment. */
function render(section: Section, terminal: Terminal): string {
  const lines = section.commands.flatMap(({ description, command: line }) => [paint(terminal, 'dim', `# ${description}`), line]);
  const notes = section.notes.map((note) => paint(terminal, 'dim', `# note: ${note}`));
  return [paint(terminal, 'bold', `# == ${section.title}`), ...lines, ...notes].join('\n');
}
