/** Runs a program in a process group of its own, so that all of it can be stopped. */
import { spawn } from 'child_process';
import { StringDecoder } from 'string_decoder';

export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** Stops it: first politely. */
  readonly signal: AbortSignal;
  /** Milliseconds between asking, asking again and killing. */
  readonly patience: readonly [number, number];
}

export interface ProcessEnd {
  /** Exit code; 128 + the signal's number where one ended it. */
  readonly code: number;
  /** Its process group, for what it left running. */
  readonly group?: number;
}

/** How long a program that ended may still have output on its way: what runs on in the background keeps the pipe open. */
const DRAIN_MS = 500;
const MAX_LINE = 16 * 1024 * 1024;
const SIGNALS: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15 };

/** Rejects where the program cannot be started. */
export function runProcess(file: string, args: readonly string[], options: ProcessOptions): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const streams = [new Lines(options.onLine), new Lines(options.onLine)];
    child.stdout.on('data', (chunk: Buffer) => streams[0].take(chunk));
    child.stderr.on('data', (chunk: Buffer) => streams[1].take(chunk));
    const stop = stopper(child.pid, options);
    const finish = (code: number | null, signal: string | null) => {
      stop.done();
      streams.forEach((lines) => lines.flush());
      resolve({ code: code ?? 128 + (SIGNALS[signal ?? ''] ?? 0), group: child.pid });
    };
    child.once('error', (error) => {
      stop.done();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      const late = setTimeout(() => finish(code, signal), DRAIN_MS);
      child.once('close', () => {
        clearTimeout(late);
        finish(code, signal);
      });
    });
  });
}

/** Ctrl-C, then a request to end, then the end; to the whole group. */
function stopper(pid: number | undefined, { signal, patience }: ProcessOptions): { done(): void } {
  const timers: NodeJS.Timeout[] = [];
  const start = () => {
    if (pid === undefined) return;
    kill(pid, 'SIGINT');
    timers.push(setTimeout(() => kill(pid, 'SIGTERM'), patience[0]), setTimeout(() => kill(pid, 'SIGKILL'), patience[0] + patience[1]));
  };
  if (signal.aborted) start();
  else signal.addEventListener('abort', start, { once: true });
  return {
    done: () => {
      signal.removeEventListener('abort', start);
      timers.forEach(clearTimeout);
      // what of the group outlived a stop has had its chance
      if (signal.aborted && pid !== undefined) kill(pid, 'SIGKILL');
    },
  };
}

/** Signals a process group that this program started. */
export function kill(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // it is gone already
  }
}

/** Bytes → whole lines. */
class Lines {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  public take(chunk: Buffer): void {
    const parts = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = parts.pop()!.slice(0, MAX_LINE);
    for (const line of parts) this.onLine(line.replace(/\r$/, ''));
  }

  public flush(): void {
    const rest = this.rest + this.decoder.end();
    this.rest = '';
    if (rest !== '') this.onLine(rest.replace(/\r$/, ''));
  }
}
