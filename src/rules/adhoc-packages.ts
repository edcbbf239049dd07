import { Rule } from './rule';
import { strict, zizmor } from './support/audit';
import { factsOf } from './support/facts';
import { commandsOf } from './support/scripts';

const MENTIONS = /\b(gem|bundle|p?npm|yarn|pip3?)\b[^\n]*[ \t](install|i|add|global)\b/;

export const adhocPackages: Rule = {
  id: 'adhoc-packages',
  severity: 'warning',
  description: 'Packages come from a manifest with a lock file.',
  reason: 'A package that a script installs by name is whatever is newest that minute, and so is all that it depends on.',
  source: zizmor('adhoc-packages'),
  *check(document) {
    for (const { run, path } of factsOf(document).steps) {
      if (run === undefined) continue;
      for (const { name, audited, command } of installsOf(run)) {
        yield {
          path: [...path, 'run'], at: Math.max(0, run.indexOf(name)), value: command.join(' '), severity: audited ? strict(document) : 'warning',
          message: `${command[0]} installs ${name} outside of any lock file`, fix: 'add it to the manifest and its lock file',
        };
      }
    }
  },
};

interface Install {
  readonly name: string;
  /** zizmor says so too. It does not look at pip yet, where the mistake is the same. */
  readonly audited: boolean;
  readonly command: readonly string[];
}

const NONE: readonly Install[] = [];
const scanned = new Map<string, readonly Install[]>();

/** Kept by the script: the jobs of an app run the same few. */
function installsOf(run: string): readonly Install[] {
  let found = scanned.get(run);
  if (!found) {
    found = MENTIONS.test(run) ? commandsOf(run).flatMap((command) => judge(command) ?? []) : NONE;
    if (scanned.size > 10_000) scanned.clear();
    scanned.set(run, found);
  }
  return found;
}

const VERBS: Readonly<Record<string, readonly string[]>> = {
  bundle: ['add'], gem: ['install'], npm: ['install', 'i', 'add'], pnpm: ['add', 'install', 'i'], yarn: ['add', 'global'],
};

function judge(command: readonly string[]): Install | undefined {
  const [tool, ...args] = command;
  const [verb, ...names] = args.filter((arg) => !arg.startsWith('-'));
  if (verb === undefined) return undefined;
  if (Object.hasOwn(VERBS, tool)) {
    const name = tool === 'yarn' && verb === 'global' ? names[1] : names[0];
    return VERBS[tool].includes(verb) && name !== undefined ? { name, audited: true, command } : undefined;
  }
  if (tool !== 'pip' && tool !== 'pip3') return undefined;
  const fromFile = args.some((arg) => /^(-r|-e|-c|--requirement|--editable|--require-hashes)/.test(arg));
  const [name] = names;
  if (verb !== 'install' || name === undefined || fromFile || ['pip', 'wheel', 'setuptools'].includes(name)) return undefined;
  return /^[a-z][\w-]*$/i.test(name) ? { name, audited: false, command } : undefined;
}
