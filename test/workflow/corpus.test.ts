// Real workflows of others, PIPEWRIGHT_CORPUS=<folder>: all that GitHub's parser takes is read, rendered, and means the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { githubParser } from '../../src/rules/github-parser';
import { readWorkflow } from '../../src/workflow/read/read-workflow';
import { renderWorkflow } from '../../src/workflow/render/render';

const CORPUS = process.env.PIPEWRIGHT_CORPUS;

if (!CORPUS) console.log('corpus: skipped, PIPEWRIGHT_CORPUS is not set');

describe.skipIf(!CORPUS)('the corpus', () => {
  const files = CORPUS ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file)) : [];

  test('comes out as it went in', () => {
    const refused: string[] = [];
    for (const file of files) {
      const text = readFileSync(join(CORPUS!, file), 'utf8');
      const [finding] = githubParser(text, file);
      if (finding) {
        refused.push(`${file}:${finding.source?.line}: ${finding.message}`);
        continue;
      }
      const plain: unknown = parse(text, { maxAliasCount: -1 });
      const { document, problems } = readWorkflow(file, text);
      expect(problems, file).toEqual([]);
      expect(document!.model, file).toEqual(plain);
      const rendered = renderWorkflow(document!);
      expect(parse(rendered), file).toEqual(plain);
      expect(githubParser(rendered, file), file).toEqual([]);
    }
    console.log(`${files.length} files; GitHub's parser refuses ${refused.length} of them:\n${refused.join('\n')}`);
    expect(files.length).toBeGreaterThan(refused.length);
  }, 300_000);
});
