/** Whole process: `pipewright synth` of examples/shop without ECS, against Node.js itself and against loading `yaml`. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { PIPEWRIGHT, timed } from './lib/command';
import { ROOT } from './lib/machine';
import { project, shopWithoutEcs } from './lib/project';
import { Row } from './lib/report';
import { ratio, spread, takeTurns } from './lib/rounds';

export async function start(rounds: number, warmUp: number): Promise<Row[]> {
  const text = shopWithoutEcs();
  const folder = project({ 'pipeline.ts': text });
  const synth = { cwd: folder, args: [PIPEWRIGHT, 'synth'] };
  let edits = 0;
  const edit = () => fs.writeFileSync(path.join(folder, 'pipeline.ts'), `${text}// edit ${edits++}\n`);
  const times = await takeTurns({
    node: timed({ cwd: ROOT, args: ['-e', '0'] }),
    yaml: timed({ cwd: ROOT, args: ['-e', 'require("yaml")'] }),
    library: timed({ cwd: ROOT, args: ['-e', 'require("./lib/index.js")'] }),
    edited: timed(synth, edit),
    again: timed(synth),
  }, rounds, warmUp);
  verify(folder);
  const group = 'pipewright synth, shop without ECS';
  return [
    { group, what: 'nothing changed / node -e 0', unit: '×', ...ratio(times, 'again', 'node') },
    { group, what: 'nothing changed / loading yaml', unit: '×', ...ratio(times, 'again', 'yaml') },
    { group, what: 'node -e 0', unit: 'ms', ...spread(times.node) },
    { group, what: 'loading yaml', unit: 'ms', ...spread(times.yaml) },
    { group, what: 'loading pipewright', unit: 'ms', ...spread(times.library) },
    { group, what: 'nothing changed', unit: 'ms', ...spread(times.again) },
    { group, what: 'after an edit, which the compiler checks', unit: 'ms', ...spread(times.edited) },
  ];
}

function verify(folder: string): void {
  const workflows = fs.readdirSync(path.join(folder, '.github', 'workflows'));
  if (workflows.length !== 3 || !fs.existsSync(path.join(folder, 'deploy', 'staging'))) throw new Error(`pipewright synth made ${workflows.join(', ')}`);
}
