// Nothing that GitHub's schema names is missing: in the model, in what is read and rendered, in the typed props.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { everyKey } from './every-key';
import { keysIn, schemaKeys } from './schema-keys';
import { NewSyntax } from '../../src';
import { githubParser } from '../../src/rules/github-parser';
import { newSyntax } from '../../src/rules/new-syntax';
import { runRules } from '../../src/rules/run';
import { keysOf } from '../../src/rules/support/schema';
import { lowerPipeline } from '../../src/synth/lower';
import { readWorkflow } from '../../src/workflow/read/read-workflow';
import { renderWorkflow } from '../../src/workflow/render/render';

/** What no typed prop writes, and why. */
const NO_PROP: Record<string, string> = {
  'on-mapping-strict.project': 'classic projects are gone',
  'on-mapping-strict.project_card': 'classic projects are gone',
  'on-mapping-strict.project_column': 'classic projects are gone',
  'project-mapping.types': 'classic projects are gone',
  'project-card-mapping.types': 'classic projects are gone',
  'project-column-mapping.types': 'classic projects are gone',
  'on-mapping-strict.pull_request_comment': 'GitHub has no such event: comments on pull requests are issue_comment',
};

/** Interfaces of the model and the definitions that they stand for. */
const MODELS: Record<string, readonly string[]> = {
  WorkflowModel: ['workflow-root-strict'],
  JobModel: ['job-factory', 'workflow-job'],
  StepModel: ['steps-item'],
  EnvironmentModel: ['job-environment-mapping'],
  ConcurrencyModel: ['concurrency-mapping'],
  StrategyModel: ['strategy'],
  MatrixModel: ['matrix'],
  ContainerModel: ['container-mapping'],
  ServiceModel: ['service-container-mapping'],
  SnapshotModel: ['snapshot-mapping'],
  WorkflowCallModel: ['workflow-call-mapping'],
  DispatchInput: ['workflow-dispatch-input'],
  DefaultsModel: ['workflow-defaults', 'job-defaults'],
};

const documents = everyKey().map((pipeline) => lowerPipeline(pipeline));

describe('every key of GitHub\'s schema', () => {
  test('is in the model', () => {
    const interfaces = interfacesOf(join(__dirname, '../../src/workflow/model.ts'));
    for (const [name, definitions] of Object.entries(MODELS)) {
      const keys = new Set(definitions.flatMap(keysOf));
      expect([...interfaces.get(name)!].sort(), name).toEqual([...keys].sort());
    }
  });

  test('is written by a typed prop, or has a reason not to be', () => {
    const written = new Set(documents.flatMap(({ document }) => [...keysIn(document.model)]));
    const missing = schemaKeys().filter((key) => !written.has(key));
    expect(missing).toEqual(Object.keys(NO_PROP).sort());
  });

  test('is read as it was rendered', () => {
    for (const { document } of documents) {
      const text = renderWorkflow(document);
      const again = readWorkflow(document.file, text);
      expect(again.problems).toEqual([]);
      expect(again.document!.model).toEqual(document.model);
      expect([...keysIn(again.document!.model)]).toEqual([...keysIn(document.model)]);
    }
  });

  test('is taken by GitHub\'s parser as it is written, but for what came after it', () => {
    for (const { document, problems } of documents) {
      expect(problems).toEqual([]);
      expect(githubParser(renderWorkflow(document), document.file)).toEqual([]);
    }
  });
});

test('each new syntax is in use there, and refused where nobody opted in', () => {
  const used = documents.flatMap(({ document }) => runRules({ ...document, newSyntax: [] }, [newSyntax]));
  expect([...new Set(used.map((problem) => problem.value))].sort()).toEqual(Object.values(NewSyntax).sort());
  expect(used.every((problem) => problem.severity === 'error' && /^opt in: newSyntax: \[NewSyntax\.[A-Z_]+\]/.test(problem.fix!))).toBe(true);
  expect(documents.flatMap(({ document }) => runRules(document, [newSyntax]))).toEqual([]);
});

/** Keys of each interface, those of the ones that it extends included. */
function interfacesOf(file: string): Map<string, string[]> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
  const found = new Map<string, string[]>();
  for (const node of source.statements) {
    if (!ts.isInterfaceDeclaration(node)) continue;
    const above = (node.heritageClauses ?? []).flatMap((clause) => clause.types.flatMap((type) => found.get((type.expression as ts.Identifier).text) ?? []));
    const own = node.members.flatMap((member) => (ts.isPropertySignature(member) ? [(member.name as ts.Identifier | ts.StringLiteral).text] : []));
    found.set(node.name.text, [...above, ...own]);
  }
  return found;
}
