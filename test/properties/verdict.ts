/** How a program that may be wrong is received: accepted, or refused in words that help. */
import { parse } from 'yaml';
import { differenceOf } from './defects';
import { Program, run } from './program';
import { parseWithGitHub } from '../../src/expressions/github-workflow-parser';
import * as library from '../../src/index';
import { problemsOfError } from '../../src/load/user-error';
import { Problem } from '../../src/problem';
import { lowerPipeline } from '../../src/synth/lower';
import { OutputFile } from '../../src/synth/output';
import { synthesizeApp } from '../../src/synth/synthesize';

export interface Verdict {
  readonly accepted: boolean;
  readonly problems: readonly Problem[];
  /** What is wrong with how it was received. */
  readonly defects: readonly string[];
  readonly files: readonly OutputFile[];
}

/** Messages that JavaScript writes, not we. */
const ENGINE = /Cannot read prop|is not a function|is not iterable|undefined \(reading|Cannot convert|Maximum call stack|Cannot destructure|Invalid array length|Cannot mix BigInt|Cannot set prop|object is not extensible/;

export function verdictOf(make: () => library.App): Verdict {
  let app: library.App;
  let files: readonly OutputFile[];
  let problems: readonly Problem[];
  try {
    app = make();
    ({ files, problems } = synthesizeApp(app, { from: 'pipeline.ts' }));
  } catch (error) {
    // as the loader does
    problems = problemsOfError(error, 'pipeline.ts');
    // what JavaScript says of the user's own mistake is the user's
    if (problems.some((p) => p.message.startsWith('the program itself fails'))) return { accepted: false, problems, defects: [], files: [] };
    const thrown = problems.filter((p) => p.ruleId === 'internal' || ENGINE.test(p.message)).map((p) => `thrown: ${p.message}\n${(error as Error)?.stack?.split('\n').slice(1, 6).join('\n')}`);
    return { accepted: false, problems, defects: [...thrown, ...problems.flatMap(unhelpful)], files: [] };
  }
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length) return { accepted: false, problems, defects: [...problems.flatMap(unhelpful), ...(files.length ? ['there are files although there are errors'] : [])], files };
  return { accepted: true, problems, defects: [...files.flatMap(invalid), ...pipelinesOf(app).flatMap((pipeline) => changed(pipeline, files))], files };
}

export function verdictOfProgram(program: Program): Verdict {
  return verdictOf(() => run(program, library as unknown as Record<string, unknown>).get('app') as library.App);
}

/** An error says where, which rule, and what to do. */
function unhelpful(problem: Problem): string[] {
  if (problem.severity !== 'error') return [];
  const text = `${problem.where}: ${problem.message} [${problem.ruleId}]`;
  return [
    ...(ENGINE.test(problem.message) || problem.ruleId === 'internal' ? [`internal: ${text}`] : []),
    ...(problem.where ? [] : [`no place: ${text}`]), ...(problem.ruleId ? [] : [`no rule: ${text}`]), ...(problem.message ? [] : [`no message: ${text}`]),
    ...(problem.fix || problem.allowed?.length || problem.nearest?.length ? [] : [`no fix: ${text}`]),
    ...(/\n\s+at /.test(problem.message) ? [`a stack trace: ${text}`] : []),
  ];
}

function invalid({ path, text }: OutputFile): string[] {
  return path.startsWith('.github/workflows/') ? parseWithGitHub(path, text).map((finding) => `GitHub's parser: ${path}:${finding.line}: ${finding.message}`) : [];
}

function changed(pipeline: library.Pipeline, files: readonly OutputFile[]): string[] {
  const text = files.find((file) => file.path === pipeline.workflowFile)?.text;
  if (text === undefined) return [`${pipeline.workflowFile} is missing`];
  const difference = differenceOf(parse(text, { maxAliasCount: 0 }), lowerPipeline(pipeline).document.model, pipeline.workflowFile);
  return difference === undefined ? [] : [`round trip: ${difference}`];
}

function pipelinesOf(app: library.App): library.Pipeline[] {
  return app?.node?.findAll().filter((c): c is library.Pipeline => c instanceof library.Pipeline) ?? [];
}
