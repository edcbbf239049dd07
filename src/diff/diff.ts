/** Differences of two sets of generated files, by meaning. */
import { compareInfrastructure } from './infrastructure';
import { DiffItem, FileDiff, Files, Mark } from './model';
import { compareWorkflows } from './workflow';

export function diffFiles(before: Files, after: Files): FileDiff[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((file) => {
    const [left, right] = [before.get(file)?.replaceAll('\r\n', '\n'), after.get(file)?.replaceAll('\r\n', '\n')];
    if (left === right) return [];
    return [{ file, mark: markOf(left, right), items: items(file, left, right) }];
  });
}

function markOf(before: string | undefined, after: string | undefined): Mark {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function items(file: string, before: string | undefined, after: string | undefined): DiffItem[] {
  const found = file.startsWith('.github/workflows/') ? compareWorkflows(file, before, after) : isData(file) ? compareInfrastructure(before, after) : undefined;
  if (found !== undefined && found.length > 0) return found;
  if (before === undefined || after === undefined) return [];
  return found === undefined ? [lines(before, after)] : [{ mark: 'changed', subject: 'comments and layout', details: [] }];
}

function isData(file: string): boolean {
  return /\.(ya?ml|json)$/.test(file);
}

/** Scripts and Markdown: how much, not what. */
function lines(before: string, after: string): DiffItem {
  const [left, right] = [before.split('\n'), after.split('\n')];
  const count = (a: readonly string[], b: readonly string[]) => {
    const rest = new Map<string, number>();
    for (const line of b) rest.set(line, (rest.get(line) ?? 0) + 1);
    return a.filter((line) => {
      const n = rest.get(line) ?? 0;
      if (n > 0) rest.set(line, n - 1);
      return n === 0;
    }).length;
  };
  return { mark: 'changed', subject: 'text', details: [{ text: `lines: ${count(right, left)} new, ${count(left, right)} gone` }] };
}
