/** What only the whole tree can show. */
import { checkApp } from './check-app';
import { checkImages } from './check-images';
import { checkRepository } from './check-repository';
import { App } from '../app';
import { DeployTarget } from '../constructs/deploy-target';
import { PreviewPipeline } from '../constructs/preview-pipeline';
import { Pipeline } from '../pipeline';
import { Problem } from '../problem';

export function checkTree(app: App): Problem[] {
  const pipelines = app.node.findAll().filter((c): c is Pipeline => c instanceof Pipeline);
  const targets = app.node.findAll().filter((c): c is DeployTarget => c instanceof DeployTarget);
  return [
    ...checkApp(app),
    ...checkRepository(app),
    ...checkImages(app),
    ...validations(app),
    ...repeated(pipelines, 'pipeline-id', 'workflow file'),
    // previews are deployed from a folder by their pipeline's id
    ...repeated([...targets, ...pipelines.filter((p) => p instanceof PreviewPipeline)], 'target-id', 'deploy folder'),
    ...empty(pipelines),
    ...pipelines.flatMap(fileName),
  ];
}

/** Validations that users added by `construct.node.addValidation`. */
function validations(app: App): Problem[] {
  return app.node.findAll().flatMap((construct) => construct.node.validate().map((message) => ({
    ruleId: 'validation', severity: 'error' as const, where: construct.node.path || 'the app', message,
  })));
}

function repeated(constructs: readonly (Pipeline | DeployTarget)[], ruleId: string, what: string): Problem[] {
  const first = new Map<string, Pipeline | DeployTarget>();
  return constructs.flatMap((construct): Problem[] => {
    const key = construct.node.id.toLowerCase(); // file systems may ignore case
    const other = first.get(key);
    if (!other) {
      first.set(key, construct);
      return [];
    }
    return [{
      ruleId, severity: 'error', where: construct.node.path, source: construct._stack.locate(), value: construct.node.id,
      message: `has the same id as ${other.node.path}, so both would write one ${what}`, fix: 'give each an id of its own',
    }];
  });
}

/** The id is the name of the workflow's file, which paths, badges, `gh workflow run` and attestations name. */
function fileName(pipeline: Pipeline): Problem[] {
  if (/^[A-Za-z0-9_][\w.-]*$/.test(pipeline.node.id)) return [];
  return [{
    ruleId: 'pipeline-id', severity: 'error', where: pipeline.node.path, source: pipeline._stack.locate(), value: pipeline.node.id,
    message: 'the id of a pipeline is the name of its file, and cannot be this', allowed: ['letters, digits, _, - and ., no - or . first'],
    fix: 'choose a simple id, and give the words as displayName',
  }];
}

function empty(pipelines: readonly Pipeline[]): Problem[] {
  return pipelines.flatMap((pipeline): Problem[] => {
    const problem = (ruleId: string, message: string, fix: string): Problem => ({
      ruleId, severity: 'error', where: pipeline.node.path, source: pipeline._stack.locate(), message, fix,
    });
    return [
      ...(pipeline.triggers.length === 0 ? [problem('trigger', 'has no trigger, so it never starts', 'add one, such as Trigger.push()')] : []),
      ...(pipeline._jobConstructs().length === 0 ? [problem('empty-pipeline', 'has no job', 'add a construct to it, such as a TestMatrix or a Job')] : []),
    ];
  });
}
