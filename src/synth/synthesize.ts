/**
 * The phases of a synthesis, each run once: lower, check, render. Pure; writing is somebody else's.
 */
import { appFiles } from './app-files';
import { checkTree } from './check-tree';
import { DraftFile } from './draft-file';
import { jsonWithHeader, withHeader } from './header';
import { Lowered, lowerPipeline } from './lower';
import { OutputFile, Synthesis } from './output';
import { Pins } from '../actions/pins';
import { App } from '../app';
import { lowerComposite } from './lower-composite';
import { pipelinesOf } from './pipelines-of';
import { synthesizeTargets } from './targets';
import { CompositeAction } from '../constructs/composite-action';
import { Problem } from '../problem';
import { runRules } from '../rules/run';
import { relate } from '../rules/support/calls';
import { workflowSizeProblems } from '../rules/workflow-size';
import { renderWorkflow } from '../workflow/render/render';

export interface SynthesisOptions {
  /** The file that holds the app, from the repository's root; named in every header. */
  readonly from: string;
  /** @default - the catalogue's */
  readonly pins?: Pins;
}

export function synthesizeApp(app: App, options: SynthesisOptions): Synthesis {
  const pipelines = pipelinesOf(app);
  const lowered = pipelines.map((pipeline) => lowerPipeline(pipeline, options));
  const composites = app.node.findAll().filter((c): c is CompositeAction => c instanceof CompositeAction).map((c) => lowerComposite(c, options.pins));
  const targets = synthesizeTargets(app, pipelines);
  const tree = checkTree(app);
  const documents = lowered.map((l) => l.document);
  relate(documents);
  const problems = distinct([
    ...app._problems,
    ...tree,
    ...lowered.flatMap((l) => [...l.problems, ...untold(rulesOn(l), tree)]),
    ...composites.flatMap((composite) => composite.problems),
    ...targets.problems,
  ]);
  if (hasErrors(problems)) return { files: [], problems };
  const workflows = documents.map((document) => ({ path: document.file, content: renderWorkflow(document) }));
  problems.push(...workflows.flatMap(({ path, content }) => workflowSizeProblems(path, content)));
  if (hasErrors(problems)) return { files: [], problems };
  const drafts: DraftFile[] = [
    ...workflows,
    ...composites.map((composite) => composite.file),
    ...targets.files,
    ...appFiles(app, documents),
  ];
  return { files: finish(drafts, options.from), problems };
}

/** Where nothing was rendered because of errors, the rules would only tell of the consequences. */
function rulesOn({ document, problems }: Lowered): Problem[] {
  return Object.keys(document.model.jobs).length === 0 && hasErrors(problems) ? [] : unsaid(runRules(document), problems);
}

function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((p) => p.severity === 'error');
}

function finish(drafts: readonly DraftFile[], from: string): OutputFile[] {
  return drafts
    .map(({ path, content, executable }) => ({
      path,
      text: typeof content === 'string' ? withHeader(path, content, from) : jsonWithHeader(content, from),
      ...(executable ? { executable } : {}),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What the lowering refused, the rules find again in what was left as it is. */
function unsaid(found: readonly Problem[], said: readonly Problem[]): Problem[] {
  const key = (p: Problem) => `${p.ruleId}\n${p.where.split(': ')[0]}\n${JSON.stringify(p.value)}`;
  const known = new Set(said.filter((p) => p.value !== undefined).map(key));
  return found.filter((p) => !known.has(key(p)));
}

/** A pipeline without triggers or jobs is told of by the tree, which knows what to add. */
function untold(found: readonly Problem[], tree: readonly Problem[]): Problem[] {
  const told = new Set(tree.map((p) => `${p.ruleId === 'empty-pipeline' ? 'needs' : p.ruleId}\n${p.where}`));
  return found.filter((p) => !told.has(`${p.ruleId}\n${p.where.split(': ')[0]}`));
}

/** One mistake may be seen from several places; it is said once. */
function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((p) => {
    const key = `${p.ruleId}\n${p.where}\n${p.message}\n${JSON.stringify(p.value)}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}
