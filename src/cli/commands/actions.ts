/** `pipewright actions`: the pins, newer releases, and who vouches for a bump. */
import * as path from 'path';
import { formatLock, Lock, LOCK_FILE, LockedPins, repositoryOf, withMove } from '../../actions/lock';
import { MovedPin, movedProgramPins, pinsIn, readLock, WrittenPin } from '../../actions/lock-file';
import { DEFAULT_BASE, Remote } from '../../actions/remote';
import { Change, Outcome, updatePins, verifyPins } from '../../actions/update';
import { compareVersions } from '../../actions/version';
import { hasErrors, movedPins, Program } from '../../load/program';
import { Problem } from '../../problem';
import { OutputFile } from '../../synth/output';
import { synthesizeApp } from '../../synth/synthesize';
import { replaceFile } from '../../write/replace-file';
import { APP_FLAGS, Command, FOUND, Input, JSON_FLAG, OK, UsageError } from '../command';
import { programOf } from '../program';
import { printJson, reportProblems } from '../report';
import { paint, Terminal } from '../terminal';

const DEFAULT_AGE_DAYS = 7;

export const command: Command = {
  usage: 'actions [--update | --verify] [options]',
  description: 'Lists the actions that the app uses, with the release and the commit that each is pinned to. '
    + '--update asks each action\'s repository for its newest release that is old enough. '
    + '--verify looks for the tag behind each commit that is used, and behind those that a bot put into a workflow. '
    + `What they find is kept in ${LOCK_FILE} and used by the next synthesis, everywhere, also where the program pins a commit itself. `
    + 'The age of a release is the date of its commit, which its author can forge: it delays attacks, it does not rule them out.',
  flags: {
    'update': { short: 'u', description: 'move on to the newest releases' },
    'verify': { description: 'find the release behind each commit' },
    'min-age': { value: 'days', description: `how old a release must be for --update (default: ${DEFAULT_AGE_DAYS})` },
    'url': { value: 'base', description: `where the repositories are (default: ${DEFAULT_BASE}, or PIPEWRIGHT_ACTIONS_URL)` },
    ...APP_FLAGS,
    ...JSON_FLAG,
  },
  exitCodes: ['0  all pins are known releases', '1  errors: a commit without a tag, a moved tag, an unreachable repository', '2  the command line is wrong'],
  run: async (input, terminal) => {
    if (input.has('update') && input.has('verify')) throw new UsageError('--update or --verify, not both');
    const program = await programOf(input, terminal, { ignoreMovedPins: true });
    if (hasErrors(program.problems)) return report({ problems: program.problems }, FOUND, input, terminal);
    if (!input.has('update') && !input.has('verify')) return list(program, input, terminal);
    return change(program, input, terminal);
  },
};

async function change(program: Program, input: Input, terminal: Terminal): Promise<number> {
  const remote = new Remote(input.get('url') ?? terminal.env.PIPEWRIGHT_ACTIONS_URL ?? DEFAULT_BASE);
  const { lock } = readLock(program.root);
  const used = usedPins(program);
  terminal.progress('asking the repositories of the actions');
  const moved = movedPins(program.root, program.directories);
  const outcome = input.has('update') ? await update(program, used, lock, remote, minAge(input)) : remember(program, moved, await verifyPins([...used, ...moved], lock, remote));
  if (formatLock(outcome.lock) !== formatLock(lock)) replaceFile(path.join(program.root, LOCK_FILE), formatLock(outcome.lock));
  return finish(outcome, input, terminal);
}

/** The newest releases, and the program's own pins moved to them. */
async function update(program: Program, used: readonly WrittenPin[], lock: Lock, remote: Remote, minAgeDays: number): Promise<Outcome> {
  const pins = new LockedPins(lock);
  // what is no release cannot be told to be older: it stays, and --verify says so
  const own = await verifyPins(used.filter((pin) => !pins.release(pin.action, pin.sha)), lock, remote);
  const newest = await updatePins([...new Set(used.map((pin) => repositoryOf(pin.action)))], own.lock, remote, { minAgeDays, now: Date.now() });
  const next = new LockedPins(newest.lock);
  const behind = pinsOf(program, next).flatMap((from) => {
    const [was, to] = [next.release(from.action, from.sha), next.pin(from.action)];
    return was && to && compareVersions(to.version, was.version) > 0 ? [{ from, to: { ...from, ...to } }] : [];
  });
  return { ...newest, lock: moving(newest.lock, behind) };
}

/** What the bot moved of the program's own pins is remembered, so that synthesis moves them too. */
function remember(program: Program, moved: readonly WrittenPin[], outcome: Outcome): Outcome {
  const pins = new LockedPins(outcome.lock);
  const known = movedProgramPins(moved, pins, filesOf(program, pins)).filter(({ from }) => pins.release(from.action, from.sha));
  const changes = known.map(({ from, to }): Change => {
    const repository = repositoryOf(to.action);
    return { repository, from: pins.release(from.action, from.sha)?.version, to: pins.release(to.action, to.sha)! };
  });
  const isNew = ({ repository, to }: Change) => !outcome.changes.some((one) => one.repository === repository && one.to.sha === to.sha);
  return { ...outcome, lock: moving(outcome.lock, known), changes: [...outcome.changes, ...changes.filter(isNew)] };
}

function moving(lock: Lock, moves: readonly MovedPin[]): Lock {
  const pins = new LockedPins(lock);
  return moves.reduce((next, { from, to }) => withMove(next, repositoryOf(to.action), from.sha, pins.release(to.action, to.sha)!), lock);
}

function filesOf({ apps, from }: Program, pins: LockedPins): OutputFile[] {
  return apps.flatMap((app) => [...synthesizeApp(app, { from, pins }).files]);
}

function pinsOf(program: Program, pins: LockedPins): WrittenPin[] {
  return filesOf(program, pins).filter((file) => /\.ya?ml$/.test(file.path)).flatMap((file) => pinsIn(file.path, file.text));
}

function minAge(input: Input): number {
  const text = input.get('min-age') ?? String(DEFAULT_AGE_DAYS);
  if (!/^\d+$/.test(text)) throw new UsageError(`--min-age ${text}: write a number of days`);
  return Number(text);
}

function finish({ changes, problems }: Outcome, input: Input, terminal: Terminal): number {
  const code = hasErrors(problems) ? FOUND : OK;
  if (input.has('json')) return report({ changes, problems }, code, input, terminal);
  report({ problems }, code, input, terminal);
  for (const line of changes) terminal.out(describe(line, terminal));
  if (changes.length > 0) terminal.out(`${LOCK_FILE} was written; next: npx pipewright synth`);
  else if (code === OK) terminal.out(input.has('update') ? 'every action is at its newest release that is old enough' : 'every pin is a known release');
  return code;
}

function describe({ repository, from, to }: Change, terminal: Terminal): string {
  return `${paint(terminal, 'cyan', repository)}  ${from === undefined ? '' : `${from} → `}${to.version}  ${to.sha}`;
}

/** What the app itself asks for. */
function usedPins(program: Program): WrittenPin[] {
  return program.files.filter((file) => /\.ya?ml$/.test(file.path)).flatMap((file) => pinsIn(file.path, file.text));
}

function list(program: Program, input: Input, terminal: Terminal): number {
  const pins = new LockedPins(readLock(program.root).lock);
  const used = new Map(usedPins(program).map((pin) => [`${pin.action}@${pin.sha}`, pin]));
  const rows = [...used.values()].sort((a, b) => (a.action < b.action ? -1 : 1)).map((pin) => ({
    action: pin.action,
    version: pin.version ?? pins.release(pin.action, pin.sha)?.version,
    sha: pin.sha,
    known: pins.release(pin.action, pin.sha) !== undefined,
  }));
  if (input.has('json')) {
    terminal.out(JSON.stringify(rows, undefined, 2));
    return OK;
  }
  const width = (pick: (row: typeof rows[number]) => string) => Math.max(0, ...rows.map((row) => pick(row).length));
  const [first, second] = [width((row) => row.action), width((row) => row.version ?? '')];
  for (const row of rows) {
    const note = row.known ? '' : '  pinned by the program; --verify looks for its release';
    terminal.out(`${paint(terminal, 'cyan', row.action.padEnd(first))}  ${(row.version ?? '').padEnd(second)}  ${row.sha}${note}`);
  }
  return OK;
}

function report(data: { readonly problems: readonly Problem[]; readonly changes?: readonly Change[] }, code: number, input: Input, terminal: Terminal): number {
  if (input.has('json')) printJson({ ...data }, terminal);
  else reportProblems(data.problems, terminal);
  return code;
}
