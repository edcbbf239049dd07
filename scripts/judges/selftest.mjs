// Shows of each judge that it accepts the good samples and refuses each bad one, for the right reason. See selftest.sh.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { tryAws } from './lib/aws.mjs';
import { ask, pool } from './lib/ask.mjs';
import { kindOf } from './lib/classify.mjs';
import { filesOf } from './lib/documents.mjs';
import { printTable } from './lib/matrix.mjs';
import { JUDGES, STAND_INS } from './lib/registry.mjs';

const samples = fileURLToPath(new URL('./samples', import.meta.url));
const temporary = mkdtempSync(path.join(tmpdir(), 'judges-'));
const failures = [];
const rows = [['judge', 'good', 'bad', 'version']];
try {
  for (const judge of JUDGES) rows.push([judge.id, ...(await tryJudge(judge)), judge.version()]);
  const [good, bad] = await tryAws(path.join(samples, 'cloudformation/good/service.template.json'));
  for (const { id, version } of STAND_INS) rows.push([id, good, bad, version()]);
  if (good !== 'accepted' || bad !== '1/1 refused') failures.push(`moto and aws: ${good}, ${bad}`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
printTable(rows);
if (process.argv[2]) writeFileSync(process.argv[2], `${JSON.stringify(rows)}\n`);
for (const failure of failures) console.log(`\n${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;

async function tryJudge(judge) {
  const folder = readdirSync(samples).find(kind => readdirSync(path.join(samples, kind)).includes(`bad-${judge.id}.tsv`));
  const good = path.join(samples, folder, 'good');
  const [accepted] = await verdicts(judge, [sample(judge, 'good', good)]);
  if (accepted.failed) failures.push(`${judge.id} refuses the good samples:\n${accepted.output}`);
  const bads = readFileSync(path.join(samples, folder, `bad-${judge.id}.tsv`), 'utf8').trimEnd().split('\n').slice(1);
  const cases = bads.map(line => line.split('\t').map(text => text.replaceAll('\\n', '\n')));
  const results = await verdicts(judge, cases.map(([name, find, replace]) => sample(judge, name, good, find, replace)));
  const refused = results.filter(({ failed, output }, index) => {
    const [name, , , expected] = cases[index];
    const right = failed && output.includes(expected);
    if (!right) failures.push(`${judge.id}: the bad sample ${name} does not give ${JSON.stringify(expected)}, but:\n${output}`);
    return right;
  });
  return [accepted.failed ? 'refused' : 'accepted', `${refused.length}/${cases.length} refused`];
}

/** Each case by itself: a judge may stop at the first. */
async function verdicts(judge, projects) {
  return pool(projects.map(files => () => ask(files, [judge]).then(([result]) => result ?? { failed: false, output: 'no file of its kind' })));
}

/** The good samples with one change, as a project of their own. */
function sample(judge, name, good, find, replace) {
  const project = path.join(temporary, judge.id, name);
  cpSync(good, project, { recursive: true });
  const files = filesOf([project], ['.yml', '.yaml', '.json', '.sh']);
  if (find !== undefined) {
    const file = files.find(one => readFileSync(one, 'utf8').includes(find));
    if (!file) throw new Error(`${judge.id}: no good sample contains ${JSON.stringify(find)}`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(find, () => replace));
  }
  return files.map(file => ({ file, project, kind: kindOf(file) }));
}
