/** Prints findings, one a line, and ends the process: 1 with findings, 2 when there was nothing to judge. */
export function report(findings, judged) {
  for (const finding of [...new Set(findings)]) console.log(finding);
  if (judged === 0) console.error('nothing to judge');
  process.exitCode = findings.length > 0 ? 1 : judged === 0 ? 2 : 0;
}
