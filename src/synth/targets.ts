/** The files of every target, and what exists once per cloud account. */
import type { DraftFile } from './draft-file';
import { pipelineFacts } from './facts';
import { App } from '../app';
import { ContainerImage } from '../constructs/container-image';
import { DeployTarget } from '../constructs/deploy-target';
import { Pipeline } from '../pipeline';
import { Problem } from '../problem';
import { ConstructProblem } from './job-spec';
import { AccountNeed, TargetOutput } from '../targets/target';
import { accountBootstraps } from '../trust/accounts';
import { githubBootstrap } from '../trust/github-bootstrap';
import { mergeTriggers } from '../trigger';

export interface SynthesizedTargets {
  readonly files: readonly DraftFile[];
  readonly problems: readonly Problem[];
}

/** One target with what its platform made of it. */
export interface TargetResult {
  readonly target: DeployTarget;
  readonly output: TargetOutput;
}

export function synthesizeTargets(app: App, pipelines: readonly Pipeline[]): SynthesizedTargets {
  const problems: Problem[] = [];
  const results = pipelines.flatMap((pipeline) => targetResults(app, pipeline, problems));
  const needs = [...results.flatMap((r) => r.output.accounts), ...pipelines.flatMap((pipeline) => imageAccounts(app, pipeline))];
  if (problems.some((p) => p.severity === 'error')) return { files: [], problems };
  const prefix = app.directory ? `${app.directory}/` : '';
  const files = [
    ...results.flatMap(targetFiles),
    ...accountBootstraps(needs, app).map((file) => ({ ...file, path: `${prefix}${file.path}` })),
    ...githubBootstrap(results.map((r) => r.target), pipelines, app).map((file) => ({ ...file, path: `${prefix}${file.path}` })),
  ];
  return { files, problems };
}

export function targetResults(app: App, pipeline: Pipeline, problems: Problem[]): TargetResult[] {
  const facts = pipelineFacts(mergeTriggers(pipeline.triggers).on, app.defaultBranch);
  return pipeline._jobConstructs().filter((c): c is DeployTarget => c instanceof DeployTarget).map((target) => {
    const report = (problem: ConstructProblem) => {
      problems.push({ severity: 'error', ...problem, where: target.node.path, source: target._stack.locate() });
    };
    return { target, output: target._output(facts, app, report) };
  });
}

function targetFiles({ target, output }: TargetResult): DraftFile[] {
  const below = (folder: string) => (file: { path: string }) => ({ ...file, path: `${folder}/${file.path}` }) as DraftFile;
  return [...output.files.map(below(target.directory)), ...output.bootstrap.map(below(`${target.directory}/bootstrap`))];
}

function imageAccounts(app: App, pipeline: Pipeline): AccountNeed[] {
  const facts = pipelineFacts(mergeTriggers(pipeline.triggers).on, app.defaultBranch);
  const images = pipeline._jobConstructs().filter((c): c is ContainerImage => c instanceof ContainerImage);
  return images.flatMap((image) => image._accounts(facts, {
    repository: app.repository, environment: image._environment(), projectNumber: (project) => app._projectNumbers.get(project),
  }));
}
