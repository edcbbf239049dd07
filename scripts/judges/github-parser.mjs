// GitHub's own parser of workflows: its schema, contexts, functions, needs, cron.
//   node github-parser.mjs FILE...
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesOf } from './lib/documents.mjs';
import { report } from './lib/report.mjs';
import parser from './node_modules/.judges/workflow-parser.cjs';

const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = parser;
const TRY_CONVERSION = 1; // ErrorPolicy.TryConversion, which the package does not export

const files = filesOf(process.argv.slice(2), ['.yml', '.yaml']);
const findings = [];
for (const file of files) {
  const name = path.basename(file);
  const { context, value } = parseWorkflow({ name, content: readFileSync(file, 'utf8') }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value, undefined, { errorPolicy: TRY_CONVERSION });
  // read only now: converting adds the errors that are not of the schema
  for (const error of context.errors.getErrors()) findings.push(`${file}:${place(error)}: ${error.rawMessage}`);
}
report(findings, files.length);

function place({ range }) {
  return `${range?.start.line ?? 1}:${range?.start.column ?? 1}`;
}
