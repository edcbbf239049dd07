/** What a command may see and say. Tests hand in their own. */

export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether `out` shows colors. */
  readonly color: boolean;
  /** Whether `err` does: one of the two may go to a file. */
  readonly errorColor: boolean;
  /** Columns; undefined where the output goes to a file or a program, which wants whole lines. */
  readonly width?: number;
  out(text: string): void;
  err(text: string): void;
  /** Shows what takes long, on a terminal only; nothing takes it away again. */
  progress(what: string | undefined): void;
}

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const live = stderr.isTTY && env.TERM !== 'dumb' && !env.CI;
  let shown = false;
  const clear = () => {
    if (shown) stderr.write('\r\x1b[K');
    shown = false;
  };
  return {
    cwd: process.cwd(),
    env,
    color: wantsColor(env, stdout.isTTY),
    errorColor: wantsColor(env, stderr.isTTY),
    width: stdout.isTTY && stdout.columns > 0 ? stdout.columns : undefined,
    out: (text) => {
      clear();
      stdout.write(`${text}\n`);
    },
    err: (text) => {
      clear();
      stderr.write(`${text}\n`);
    },
    progress: (what) => {
      clear();
      if (!live || what === undefined) return;
      stderr.write(`${fitting(what, stderr.columns)} …`);
      shown = true;
    },
  };
}

/** On one line, as only that one can be taken away again. */
function fitting(what: string, columns: number | undefined): string {
  const most = (columns || 80) - 3;
  return what.length > most ? what.slice(0, most) : what;
}

/** https://no-color.org, https://force-color.org */
function wantsColor(env: Terminal['env'], isTty: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTty && env.TERM !== 'dumb';
}

const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const;

/** The same terminal for what is painted and goes to `err`. */
export function forErrors<T extends Pick<Terminal, 'errorColor'>>(terminal: T): T & { readonly color: boolean } {
  return { ...terminal, color: terminal.errorColor };
}

export function paint(terminal: Pick<Terminal, 'color'>, style: keyof typeof CODES, text: string): string {
  return terminal.color ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text;
}
