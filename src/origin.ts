/** Where in the user's own file a construct was made. */
import * as path from 'path';
import { fileURLToPath } from 'url';
import { SourceLocation } from './problem';

const OWN_FOLDER = __dirname + path.sep;

/** Remembers the call stack. It is formatted only when somebody asks, so this costs microseconds. */
export class CreationStack {
  private readonly holder: { stack?: string } = {};

  constructor() {
    Error.captureStackTrace(this.holder, CreationStack);
  }

  /** The innermost frame that is neither this library's nor a dependency's. */
  public locate(): SourceLocation | undefined {
    return firstUserFrame(this.holder.stack ?? '');
  }
}

export function firstUserFrame(stack: string): SourceLocation | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const match = /\(?((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()]*?):(\d+):(\d+)\)?$/.exec(line.trim());
    if (!match) continue;
    const file = match[1].startsWith('file://') ? fileURLToPath(match[1]) : match[1];
    if (file.startsWith(OWN_FOLDER) || /[\\/]node_modules[\\/]/.test(file)) continue;
    return { file, line: Number(match[2]), column: Number(match[3]) };
  }
  return undefined;
}
