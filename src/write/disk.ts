/** The few operations that writing needs, so that tests can make each of them fail. */
import * as fs from 'fs';
import * as path from 'path';

export interface Disk {
  /** Makes one folder, whose parent exists. */
  makeFolder(folder: string): void;
  /** Creates a file that must not exist, with all its bytes on the disk when this returns. */
  create(file: string, bytes: Uint8Array, mode: number): void;
  /** Replaces `to` in one step. */
  rename(from: string, to: string): void;
  remove(file: string): void;
  removeFolder(folder: string): void;
  setMode(file: string, mode: number): void;
}

export const NODE_DISK: Disk = {
  makeFolder: (folder) => fs.mkdirSync(folder),
  create: (file, bytes, mode) => {
    const descriptor = fs.openSync(file, 'wx', 0o600);
    try {
      fs.writeFileSync(descriptor, bytes);
      fs.fchmodSync(descriptor, mode);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  },
  rename: (from, to) => {
    try {
      fs.renameSync(from, to);
    } catch (error) {
      if (process.platform !== 'win32' || !fs.existsSync(to)) throw error;
      fs.chmodSync(to, 0o666); // Windows refuses to replace what is read-only
      fs.renameSync(from, to);
    }
    syncFolder(path.dirname(to));
  },
  remove: (file) => {
    if (process.platform === 'win32') fs.chmodSync(file, 0o666);
    fs.unlinkSync(file);
  },
  removeFolder: (folder) => fs.rmdirSync(folder),
  setMode: (file, mode) => fs.chmodSync(file, mode),
};

/** A rename is on the disk once its folder is. Not every system can do that; then the order is all there is. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    const descriptor = fs.openSync(folder, 'r');
    try {
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    // a network file system may refuse
  }
}
