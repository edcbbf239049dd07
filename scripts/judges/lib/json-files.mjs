// Judges whose files are JSON: read strictly, each finding with its file, and where in the file it is.
import { readFileSync } from 'node:fs';
import { filesOf } from './documents.mjs';
import { report } from './report.mjs';

/** @param judge called as (document, found), with found called as (what, path, message) */
export function judgeJson(paths, judge) {
  const findings = [];
  const files = filesOf(paths, ['.json']);
  for (const file of files) {
    const found = (where, path, message) => findings.push(`${file}: ${where}: ${path}: ${message}`);
    try {
      judge(JSON.parse(readFileSync(file, 'utf8')), found);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      found('syntax', '/', error.message);
    }
  }
  report(findings, files.length);
}

/** The value at a JSON pointer. */
export function at(body, path) {
  const keys = path.split('/').slice(1).filter(Boolean).map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce((value, key) => value?.[key], body);
}
