/**
 * Whole process, with ECS: against the same templates by bare aws-cdk-lib, and against cdk-pipelines-github, which
 * deploys an equal service: as `cdk init` sets a project up, its compiled program alone, and that without the CDK's
 * validator of templates, which pipewright does not run.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { PIPEWRIGHT, run, timed } from './lib/command';
import { BENCH } from './lib/machine';
import { project, shop } from './lib/project';
import { Row } from './lib/report';
import { ratio, spread, takeTurns } from './lib/rounds';
import { forgetTemplates } from '../scripts/lib/repository';

const PEER = path.join(BENCH, 'peers', 'cdk-pipelines-github');
const TEMPLATES = ['platform', 'service'];

export async function ecs(rounds: number, warmUp: number): Promise<Row[]> {
  const folder = project({ 'pipeline.ts': shop() });
  const settings = path.join(folder, 'settings.json');
  run({ cwd: folder, args: [path.join(BENCH, 'contenders', 'ecs-settings.cjs'), settings] });
  const cdkPipelines = peer();
  const commands = {
    pipewright: { cwd: folder, args: [PIPEWRIGHT, 'synth'] },
    cdk: { cwd: folder, args: [path.join(BENCH, 'contenders', 'bare-cdk.cjs'), settings, path.join(folder, 'bare')] },
    peer: { cwd: cdkPipelines, args: ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet'] },
    peerCompiled: { cwd: cdkPipelines, args: ['app.js'] },
    peerUnvalidated: { cwd: cdkPipelines, args: ['app.js'], env: { BENCH_VALIDATION: 'off' } },
  };
  const times = await takeTurns({
    anew: timed(commands.pipewright, forgetTemplates), // as if the target had changed
    ...Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, timed(command)])),
  }, rounds, warmUp);
  verifyTemplates(folder);
  verifyPeer(cdkPipelines);
  const group = 'pipewright synth, shop with ECS';
  return [
    { group, what: 'nothing changed / the same templates by bare aws-cdk-lib', unit: '×', atMost: 1.15, ...ratio(times, 'pipewright', 'cdk') },
    { group, what: 'another target each time / the same templates by bare aws-cdk-lib', unit: '×', atMost: 1.15, ...ratio(times, 'anew', 'cdk') },
    { group, what: 'cdk-pipelines-github by cdk synth / nothing changed', unit: '×', atLeast: 3, ...ratio(times, 'peer', 'pipewright') },
    { group, what: 'its program alone, compiled / nothing changed', unit: '×', ...ratio(times, 'peerCompiled', 'pipewright') },
    { group, what: 'and without the validator / nothing changed', unit: '×', ...ratio(times, 'peerUnvalidated', 'pipewright') },
    { group, what: 'nothing changed', unit: 'ms', ...spread(times.pipewright) },
    { group, what: 'another target each time', unit: 'ms', ...spread(times.anew) },
    { group, what: 'bare aws-cdk-lib', unit: 'ms', ...spread(times.cdk) },
    { group, what: 'cdk-pipelines-github by cdk synth', unit: 'ms', ...spread(times.peer) },
    { group, what: 'its program alone, compiled', unit: 'ms', ...spread(times.peerCompiled) },
    { group, what: 'and without the validator', unit: 'ms', ...spread(times.peerUnvalidated) },
  ];
}

/** As `cdk init app --language typescript` makes it; the program is also compiled. */
function peer(): string {
  const files = fs.readdirSync(PEER).map((name) => [name, fs.readFileSync(path.join(PEER, name), 'utf8')]);
  const folder = project(Object.fromEntries(files), BENCH);
  run({ cwd: folder, args: ['node_modules/typescript/bin/tsc', '--noEmit', 'false'] });
  fs.renameSync(path.join(folder, 'app.js'), path.join(folder, 'compiled.cjs'));
  fs.writeFileSync(path.join(folder, 'app.js'), 'require("./compiled.cjs")\n');
  return folder;
}

function json(...at: string[]): Record<string, unknown> {
  return JSON.parse(fs.readFileSync(path.join(...at), 'utf8')) as Record<string, unknown>;
}

function verifyTemplates(folder: string): void {
  for (const name of TEMPLATES) {
    const { Metadata, ...ours } = json(folder, 'deploy', 'production', `${name}.template.json`);
    if (!isDeepStrictEqual(ours, json(folder, 'bare', `${name}.template.json`))) throw new Error(`bare aws-cdk-lib made another ${name}.template.json`);
  }
}

/** An equal service: the kinds of resources that make it, and a workflow that deploys them. */
function verifyPeer(folder: string): void {
  const out = path.join(folder, 'cdk.out', 'assembly-Production');
  const [name] = fs.readdirSync(out).filter((file) => file.endsWith('.template.json'));
  const resources = Object.values(json(out, name).Resources as Record<string, { Type: string }>).map((resource) => resource.Type);
  const wanted = ['ECS::Service', 'ECS::TaskDefinition', 'ECS::Cluster', 'ElasticLoadBalancingV2::LoadBalancer', 'ElasticLoadBalancingV2::TargetGroup',
    'ApplicationAutoScaling::ScalableTarget', 'ApplicationAutoScaling::ScalingPolicy', 'Logs::LogGroup', 'IAM::Role', 'EC2::SecurityGroup'];
  const missing = wanted.filter((type) => !resources.includes(`AWS::${type}`));
  const workflow = fs.readFileSync(path.join(folder, '.github', 'workflows', 'deploy.yml'), 'utf8');
  if (missing.length > 0 || !workflow.includes('aws-actions/aws-cloudformation-github-deploy')) throw new Error(`cdk-pipelines-github deploys no equal service: ${missing.join(', ')}\n${workflow}`);
}
