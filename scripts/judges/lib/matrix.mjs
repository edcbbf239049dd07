/** Judges × files → findings. "·": not this judge's kind of file; "!": the judge broke down. */
export function printMatrix(files, results) {
  const judges = [...new Set(results.map(({ judge }) => judge.id))];
  const rows = files.map(({ file, kind }) => [file, kind, ...judges.map(id => cell(results, id, file))]);
  printTable([['file', 'kind', ...judges], ...rows]);
  const findings = results.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0);
  const broken = results.filter(isBroken).length;
  console.log(`\n${files.length} files, ${judges.length} judges, ${findings} findings${broken ? `, ${broken} judges broke down` : ''}`);
}

export function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => String(row[column]).length)));
  for (const row of rows) console.log(row.map((value, column) => String(value).padEnd(widths[column])).join('  ').trimEnd());
}

function cell(results, id, file) {
  const result = results.find(({ judge, files }) => judge.id === id && files.includes(file));
  if (!result) return '·';
  return isBroken(result) ? '!' : result.counts[file];
}

/** It ended badly, and says of no file why. */
export function isBroken({ failed, counts }) {
  return failed && Object.values(counts).every(count => count === 0);
}
