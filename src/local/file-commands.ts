/**
 * What a step writes into GITHUB_ENV, GITHUB_OUTPUT, GITHUB_STATE and GITHUB_PATH, read as the runner reads it
 * (actions/runner, FileCommandManager).
 */

/** A file that cannot be read this way fails the step. */
export class FileCommandError extends Error {}

/** `NAME=value`, or `NAME<<DELIMITER`, lines, `DELIMITER`. Later values win. */
export function parseKeyValues(text: string): [string, string][] {
  const lines = text.split('\n');
  // a text that ends in a line break has no last line
  if (lines.at(-1) === '') lines.pop();
  const pairs: [string, string][] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.push(named(line, line.slice(0, equals), line.slice(equals + 1)));
    } else if (heredoc >= 0) {
      const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)];
      if (name === '' || delimiter === '') throw new FileCommandError(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      const end = lines.indexOf(delimiter, i + 1);
      if (end < 0) throw new FileCommandError(`Invalid value. Matching delimiter not found '${delimiter}'`);
      pairs.push([name, lines.slice(i + 1, end).join('\n')]);
      i = end;
    } else {
      throw new FileCommandError(`Invalid format '${line}'`);
    }
  }
  return pairs;
}

function named(line: string, name: string, value: string): [string, string] {
  if (name === '') throw new FileCommandError(`Invalid format '${line}'. Name must not be empty`);
  return [name, value];
}

/** Folders for the PATH of the steps that follow, the last one first. */
export function parsePaths(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}
