/** Files of a commit, without touching the working tree. */
import { execFileSync } from 'child_process';

const MOST_OUTPUT = 256 * 1024 * 1024;

/** By path from `root`; undefined where git knows no such commit. */
export function filesAt(root: string, commit: string, folders: readonly string[]): Map<string, string> | undefined {
  const git = (args: readonly string[], input?: string) => execFileSync('git', ['-C', root, ...args], {
    maxBuffer: MOST_OUTPUT, input, stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    const sha = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`]).toString().trim();
    const files = blobs(git(['ls-tree', '-r', '-z', sha, '--', ...folders]).toString());
    const contents = batch(git(['cat-file', '--batch'], files.map(({ id }) => `${id}\n`).join('')));
    return new Map(files.map(({ name }, i) => [name, contents[i]]));
  } catch {
    return undefined;
  }
}

/** Of `mode type id<tab>name`, the files: a submodule has no text. */
function blobs(listing: string): { readonly id: string; readonly name: string }[] {
  return listing.split('\0').flatMap((line) => {
    const match = /^\d+ blob ([0-9a-f]+)\t([^]+)$/.exec(line);
    return match ? [{ id: match[1], name: match[2] }] : [];
  });
}

/** `id type size`, a line break, as many bytes, a line break; one after the other. */
function batch(output: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < output.length;) {
    const start = output.indexOf(10, at) + 1;
    const size = Number(output.subarray(at, start).toString().trim().split(' ').at(-1));
    texts.push(output.subarray(start, start + size).toString());
    at = start + size + 1;
  }
  return texts;
}
