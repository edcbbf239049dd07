/** Replaces one file of ours in one step, without header and read-only bit. */
import * as fs from 'fs';
import * as path from 'path';
import { NODE_DISK } from './disk';
import { forgetTemporary, temporaryName } from './temporary';

export function replaceFile(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = temporaryName(file);
  try {
    NODE_DISK.create(temporary, Buffer.from(text, 'utf8'), 0o644);
    NODE_DISK.rename(temporary, file);
  } finally {
    forgetTemporary(temporary);
  }
}
