/** Which commands take a text as code: a value that is quoted for this shell is code again for the next one. */

const SHELLS = new Set(['bash', 'sh', 'dash', 'zsh', 'ksh', 'ash', 'fish', 'su', 'pwsh', 'powershell']);
const INTERPRETERS = new Set([...SHELLS, 'python', 'python2', 'python3', 'node', 'deno', 'bun', 'ruby', 'perl', 'php', 'R', 'Rscript', 'lua', 'osascript', 'cmd']);
/** All their arguments are, or can be, code. */
const EATERS = new Set(['eval', 'ssh', 'trap', 'awk', 'gawk', 'mawk', 'sed', 'gsed', 'bc', 'dc', 'expect', 'parallel', 'watch', 'let', 'crontab', 'at', 'batch', 'source', '.', 'alias']);
/** Their standard input can be. */
const READERS = new Set([...INTERPRETERS, 'ssh', 'psql', 'mysql', 'sqlite3', 'bc', 'dc', 'ed', 'ex', 'gdb', 'crontab', 'at', 'batch', 'xargs', 'parallel']);
/** Words that stand before the command itself. */
const PREFIXES = new Set(['sudo', 'env', 'command', 'builtin', 'exec', 'nohup', 'time', 'nice', 'then', 'do', 'else', 'elif', 'if', 'while', 'until', '!', '{', '}', 'coproc', 'doas', 'stdbuf']);
/** Bash evaluates subscripts in the names that these take: `a[$(x)]` is run. */
const NAMERS = new Set(['declare', 'typeset', 'local', 'export', 'readonly', 'unset', 'read', 'mapfile', 'readarray', 'getopts', 'printf', 'wait']);

/** The words from the command itself on. */
export function commandOf(words: readonly string[]): readonly string[] {
  let first = 0;
  let prefixed = false;
  while (first < words.length) {
    const word = words[first];
    if (PREFIXES.has(word)) prefixed = true;
    else if (!/^[A-Za-z_]\w*\+?=/.test(word) && !(prefixed && word.startsWith('-'))) break;
    first++;
  }
  return words.slice(first);
}

/** Why a value must not stand as (a part of) the next word after these; undefined if it may. `word`: what the word already has. */
export function refusesArgument(words: readonly string[], word: string): string | undefined {
  const command = commandOf(words);
  const name = base(command[0]);
  if (name !== undefined && EATERS.has(name)) return `${name} would run it as code`;
  const last = words[words.length - 1] ?? '';
  const before = words.slice(0, -1).map(base);
  if (/^-\w*[cerp]$|^--(eval|command)$|^-Command$|^\/c$/i.test(last) && before.some((one) => one !== undefined && INTERPRETERS.has(one))) {
    return `${before.find((one) => one !== undefined && INTERPRETERS.has(one))} ${last} would run it as code`;
  }
  if ((name === 'for' || name === 'select') && command.includes('in')) return 'the words of a loop are split, and a quoted value is one word';
  return refusesName(name, command, word);
}

function refusesName(name: string | undefined, command: readonly string[], word: string): string | undefined {
  if (/^[A-Za-z_]\w*\[[^\]]*$/.test(word)) return 'bash evaluates what stands in a subscript';
  if (name === undefined || !NAMERS.has(name)) {
    return (name === 'test' || name === '[' || name === '[[') && command.includes('-v') ? 'bash evaluates the name that -v is given' : undefined;
  }
  if (command.includes('-i')) return `${name} -i evaluates it`;
  if (name === 'printf') return command[command.length - 1] === '-v' ? 'bash evaluates the name that printf -v is given' : undefined;
  // read -p "a text" takes a text
  if (name === 'read' && /^-\w*[pdtnu]$/.test(command[command.length - 1])) return undefined;
  return word.includes('=') ? undefined : `${name} evaluates the name that it is given`;
}

/** Does the command run its standard input? */
export function runsInput(words: readonly string[]): string | undefined {
  const command = commandOf(words);
  const name = base(command[0]);
  if (name !== undefined && READERS.has(name)) return name;
  // docker exec -i x sh, kubectl exec -i x -- bash
  return command.map(base).find((word, i) => i > 0 && word !== undefined && SHELLS.has(word) && ['docker', 'podman', 'kubectl', 'oc', 'nsenter', 'chroot', 'timeout'].includes(name ?? ''));
}

/** What a pipe feeds: only shells run what they are fed whatever their arguments. */
export function isShell(words: readonly string[]): string | undefined {
  const name = base(commandOf(words)[0]);
  return name !== undefined && SHELLS.has(name) ? name : undefined;
}

function base(word: string | undefined): string | undefined {
  return word?.replace(/^.*\//, '').replace(/^(python3)\.\d+$/, '$1');
}
