/** `npx projen` with a pipeline and without one; `npx` itself, which takes its time in both, is left out. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { run, timed } from './lib/command';
import { project, shopWithoutEcs } from './lib/project';
import { Row } from './lib/report';
import { difference, ratio, spread, takeTurns } from './lib/rounds';

const PROJENRC = (pipeline: boolean) => `const { javascript } = require('projen');
const project = new javascript.NodeProject({
  name: 'shop', defaultReleaseBranch: 'main', github: false, jest: false, packageManager: javascript.NodePackageManager.NPM,
});
${pipeline ? "const { PipelineComponent } = require('pipewright');\nnew PipelineComponent(project, { pipeline: 'pipeline.ts' });" : ''}
project.synth();
`;

export async function projen(rounds: number, warmUp: number): Promise<Row[]> {
  const folders = { bare: project({ '.projenrc.js': PROJENRC(false) }), pipeline: project({ '.projenrc.js': PROJENRC(true), 'pipeline.ts': shopWithoutEcs() }) };
  const command = (cwd: string) => ({ cwd, args: [fs.realpathSync(path.join(cwd, 'node_modules', 'projen', 'bin', 'projen')), '--no-post'] });
  for (const cwd of Object.values(folders)) run({ cwd, args: ['.projenrc.js'] }); // projen knows a project by its tasks
  const times = await takeTurns({ bare: timed(command(folders.bare)), pipeline: timed(command(folders.pipeline)) }, rounds, warmUp);
  verify(folders.bare, folders.pipeline);
  const group = 'projen';
  return [
    { group, what: 'with a pipeline / without', unit: '×', ...ratio(times, 'pipeline', 'bare') },
    { group, what: 'without', unit: 'ms', ...spread(times.bare) },
    { group, what: 'with a pipeline', unit: 'ms', ...spread(times.pipeline) },
    { group, what: 'what the pipeline adds', unit: 'ms', ...difference(times, 'pipeline', 'bare') },
  ];
}

function verify(bare: string, pipeline: string): void {
  const has = (folder: string) => fs.existsSync(path.join(folder, '.github', 'workflows', 'ci-cd.yml'));
  if (has(bare) || !has(pipeline)) throw new Error('projen did not write the workflows of the project with a pipeline, and of it alone');
}
