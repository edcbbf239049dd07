/** What a command may see and say. Tests hand in their own. */

export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly color: boolean;
  readonly width: number;
  out(text: string): void;
  err(text: string): void;
  /** Shows what takes long, on a terminal only; nothing takes it away again. */
  progress(what: string | undefined): void;
}

const DEFAULT_WIDTH = 100;

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
    width: stdout.columns ?? DEFAULT_WIDTH,
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
      stderr.write(`${what} …`);
      shown = true;
    },
  };
}

/** https://no-color.org, https://force-color.org */
function wantsColor(env: Terminal['env'], isTty: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isTty && env.TERM !== 'dumb';
}

const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const;

export function paint(terminal: Pick<Terminal, 'color'>, style: keyof typeof CODES, text: string): string {
  return terminal.color ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text;
}
