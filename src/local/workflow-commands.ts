/** `::error file=a.ts,line=3::text`: what a step says to the runner on its output (actions/runner, ActionCommand). */

export interface WorkflowCommand {
  /** Lower case. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const KNOWN = new Set([
  'error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask', 'add-matcher', 'remove-matcher',
  'echo', 'save-state', 'set-output', 'set-env', 'add-path', 'stop-commands',
]);

/** @param others a token that ends `::stop-commands::` is a command too */
export function parseCommand(line: string, others: readonly string[] = []): WorkflowCommand | undefined {
  const text = line.trimStart();
  if (!text.startsWith('::')) return undefined;
  const end = text.indexOf('::', 2);
  if (end < 0) return undefined;
  const [head, space] = [text.slice(2, end), text.slice(2, end).indexOf(' ')];
  const name = space < 0 ? head : head.slice(0, space);
  if (!KNOWN.has(name.toLowerCase()) && !others.includes(name)) return undefined;
  return {
    name: others.includes(name) ? name : name.toLowerCase(),
    properties: space < 0 ? {} : properties(head.slice(space + 1)),
    data: unescape(text.slice(end + 2), { '%0D': '\r', '%0A': '\n', '%25': '%' }),
  };
}

function properties(text: string): Record<string, string> {
  const pairs = text.trim().split(',').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const);
  const escapes = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' };
  return Object.fromEntries(pairs.filter(([name, value]) => name !== '' && value !== '').map(([name, value]) => [name.toLowerCase(), unescape(value, escapes)]));
}

/** In the runner's order: `%25` last. */
function unescape(text: string, escapes: Readonly<Record<string, string>>): string {
  return Object.entries(escapes).reduce((all, [from, to]) => all.replaceAll(from, to), text);
}
