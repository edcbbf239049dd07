// Files and their YAML or JSON documents.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import YAML from 'yaml';

/** Every file that the arguments name, folders in depth, without what a package manager or git put there. */
export function filesOf(paths, extensions) {
  return paths.flatMap(one => (statSync(one).isDirectory() ? walk(one).filter(file => extensions.includes(path.extname(file))) : [one]));
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(entry => {
    if (entry.name === 'node_modules' || entry.name === '.git') return [];
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? walk(file) : [file];
  });
}

/**
 * The documents of a YAML stream (JSON is YAML), and what is wrong with its syntax.
 * @param version 1.1 for the readers written in Go and Python, to which an unquoted `yes` or `0777` is no string
 */
export function readDocuments(file, version = '1.2') {
  const counter = new YAML.LineCounter();
  const documents = YAML.parseAllDocuments(readFileSync(file, 'utf8'), { version, lineCounter: counter, prettyErrors: false });
  const findings = documents.flatMap(one => [...one.errors, ...one.warnings]).map(error => {
    const { line, col } = counter.linePos(error.pos[0]);
    return `${file}:${line}:${col}: ${error.message}`;
  });
  const values = findings.length > 0 ? [] : documents.map(one => one.toJS()).filter(value => value !== null);
  return { values, findings };
}

export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
