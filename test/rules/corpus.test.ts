// Real workflows of others, PIPEWRIGHT_CORPUS=<folder>: nothing throws, what GitHub takes is not refused, what it refuses is.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { githubParser } from '../../src/rules/github-parser';
import { RULES } from '../../src/rules/registry';
import { runRules } from '../../src/rules/run';
import { readWorkflow } from '../../src/workflow/read/read-workflow';

const CORPUS = process.env.PIPEWRIGHT_CORPUS;
/** Rules that say what GitHub's parser says too. Others know more than it: retired runners, outputs that nobody sets … */
const PARSERS_OWN = ['syntax', 'new-syntax', 'permission-scope', 'job-id', 'step-id', 'needs', 'expression-syntax', 'expression-length', 'context-availability', 'container'];

/** What GitHub runs although its parser refuses it is advised against. */
const LENIENT = ['dispatch-inputs', 'syntax'];

if (!CORPUS) console.log('corpus: skipped, PIPEWRIGHT_CORPUS is not set');

describe.skipIf(!CORPUS)('the corpus', () => {
  const files = CORPUS ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file)) : [];
  const rules = RULES.filter((rule) => PARSERS_OWN.includes(rule.id));

  test('is read and checked, and nothing throws', () => {
    for (const file of files) {
      const { document } = readWorkflow(file, readFileSync(join(CORPUS!, file), 'utf8'));
      if (document) runRules(document);
    }
    expect(files.length).toBeGreaterThan(0);
  }, 300_000);

  test('nothing that GitHub takes is called refused', () => {
    const wrong = files.flatMap((file) => {
      const text = readFileSync(join(CORPUS!, file), 'utf8');
      if (githubParser(text, file).length > 0) return [];
      const { document, problems } = readWorkflow(file, text);
      const errors = [...problems, ...document ? runRules(document, rules) : []].filter((problem) => problem.severity === 'error');
      return errors.map((problem) => `${file}: ${problem.message} [${problem.ruleId}]`);
    });
    expect(wrong).toEqual([]);
  }, 300_000);

  test('everything that GitHub refuses is refused, or advised against', () => {
    const missed = files.filter((file) => {
      const text = readFileSync(join(CORPUS!, file), 'utf8');
      if (githubParser(text, file).length === 0) return false;
      const { document, problems } = readWorkflow(file, text);
      return ![...problems, ...document ? runRules(document) : []].some((problem) => problem.severity === 'error' || LENIENT.includes(problem.ruleId!));
    });
    expect(missed).toEqual([]);
  }, 300_000);
});
