/** What is wrong with the synthesis of a program, as far as this process can tell. Nothing: an empty list. */
import { parse } from 'yaml';
import { Program, run } from './program';
import { parseWithGitHub } from '../../src/expressions/github-workflow-parser';
import * as library from '../../src/index';
import { Problem } from '../../src/problem';
import { runRules } from '../../src/rules/run';
import { lowerPipeline } from '../../src/synth/lower';
import { OutputFile } from '../../src/synth/output';
import { synthesizeApp } from '../../src/synth/synthesize';
import { readWorkflow } from '../../src/workflow/read/read-workflow';

export interface Outcome {
  readonly files: readonly OutputFile[];
  readonly problems: readonly Problem[];
  readonly defects: readonly string[];
}

/** Advice that a program may earn although nothing is wrong with it. */
const ADVICE = new Set(['runner-label', 'target-ecs-certificate']);

export function appOf(program: Program): library.App {
  return run(program, library as unknown as Record<string, unknown>).get('app') as library.App;
}

export function outcomeOf(program: Program): Outcome {
  let app: library.App;
  try {
    app = appOf(program);
    const { files, problems } = synthesizeApp(app, { from: 'pipeline.ts' });
    const defects = problems.filter((p) => !ADVICE.has(p.ruleId)).map((p) => `${p.severity} ${p.ruleId} at ${p.where}: ${p.message} (${JSON.stringify(p.value)})`);
    return { files, problems, defects: defects.length ? defects : [...roundTrip(app, files), ...files.flatMap(readBack)] };
  } catch (error) {
    return { files: [], problems: [], defects: [`thrown: ${(error as Error).stack}`] };
  }
}

/** The YAML holds the very data that the workflow consists of. */
function roundTrip(app: library.App, files: readonly OutputFile[]): string[] {
  return app.node.findAll().filter((c): c is library.Pipeline => c instanceof library.Pipeline).flatMap((pipeline) => {
    const text = files.find((file) => file.path === pipeline.workflowFile)?.text;
    const difference = differenceOf(parse(text ?? '', { maxAliasCount: 0 }), lowerPipeline(pipeline).document.model, pipeline.workflowFile);
    return difference === undefined ? [] : [`round trip: ${difference}`];
  });
}

/** GitHub's parser takes the file, our own reader reads it, and its rules find nothing that synthesis did not. */
function readBack({ path, text }: OutputFile): string[] {
  if (!path.startsWith('.github/workflows/')) return [];
  const { document, problems } = readWorkflow(path, text);
  const found = [...problems, ...(document ? runRules(document) : [])].filter((p) => p.severity === 'error');
  return [
    ...parseWithGitHub(path, text).map((finding) => `GitHub's parser: ${path}:${finding.line}: ${finding.message}`),
    ...found.map((p) => `check: ${p.where}: ${p.message} [${p.ruleId}]`),
  ];
}

/** The first place where two values differ; keys count in their order. */
export function differenceOf(actual: unknown, expected: unknown, at: string): string | undefined {
  if (typeof expected !== 'object' || expected === null || typeof actual !== 'object' || actual === null) {
    return Object.is(actual, expected) ? undefined : `${at} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`;
  }
  const keys = Object.keys(expected).filter((key) => (expected as Record<string, unknown>)[key] !== undefined);
  if (Object.keys(actual).join('\n') !== keys.join('\n') || Array.isArray(actual) !== Array.isArray(expected)) return `${at} has the keys ${Object.keys(actual).join()}, not ${keys.join()}`;
  for (const key of keys) {
    const found = differenceOf((actual as Record<string, unknown>)[key], (expected as Record<string, unknown>)[key], `${at}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
