// Judges every file of some projects. See run.sh.
import { statSync } from 'node:fs';
import path from 'node:path';
import { ask } from './lib/ask.mjs';
import { kindOf } from './lib/classify.mjs';
import { filesOf } from './lib/documents.mjs';
import { printMatrix } from './lib/matrix.mjs';

const EXTENSIONS = ['.yml', '.yaml', '.json', '.sh', '.bash'];
const projects = process.argv.slice(2);
if (projects.length === 0) {
  console.error('usage: run.sh PROJECT...');
  process.exit(2);
}

const files = projects.flatMap(project => {
  const folders = ['.github', 'deploy'].map(name => path.join(project, name)).filter(isFolder);
  return filesOf(folders, EXTENSIONS).map(file => ({ file, project, kind: kindOf(file) }));
});
const judged = files.filter(({ kind }) => kind);
const results = await ask(judged);

for (const { judge, output } of results.filter(({ failed }) => failed)) console.log(`── ${judge.id}\n${output.trimEnd()}\n`);
printMatrix(judged, results);
for (const { file } of files.filter(({ kind }) => !kind)) console.log(`no judge: ${file}`);
for (const project of projects) if (!judged.some(file => file.project === project)) console.log(`nothing to judge: ${project}`);

const nothing = projects.some(project => !judged.some(file => file.project === project));
process.exitCode = results.some(({ failed }) => failed) || nothing ? 1 : 0;

function isFolder(name) {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory();
}
