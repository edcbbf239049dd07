/**
 * Workflows that others wrote: a plan of any of them, for any event, answers and never throws.
 * PIPEWRIGHT_CORPUS=<folder> npx vitest run test/plan/corpus
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { workflow } from './document';
import { parseWithGitHub } from '../../src/expressions/github-workflow-parser';
import { Event } from '../../src/plan/event';
import { planWorkflow } from '../../src/plan/plan';
import { Runs } from '../../src/plan/runs';
import { WorkflowModel } from '../../src/workflow/model';

const folder = process.env.PIPEWRIGHT_CORPUS;
const files = folder && existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file))
  : [];

const EVENTS = [
  Event.push(), Event.push({ tag: 'v1.0.0' }), Event.pullRequest(), Event.pullRequest({ fork: true, action: 'synchronize' }),
  Event.pullRequest({ target: true, actor: 'dependabot[bot]' }), Event.release({ tag: 'v1' }), Event.schedule(), Event.manual(), Event.call(),
  Event.custom('issues', { action: 'opened' }), Event.custom('workflow_run'), Event.custom('repository_dispatch'),
];

describe('a corpus of workflows', () => {
  test.skipIf(files.length > 0)('was not tried: set PIPEWRIGHT_CORPUS', ({ skip }) => skip());

  test.runIf(files.length > 0)('plans them all', () => {
    let planned = 0;
    let started = 0;
    const refused = new Set<string>();
    for (const file of files) {
      const text = readFileSync(path.join(folder!, file), 'utf8');
      if (parseWithGitHub(file, text).length) continue;
      const model = parse(text) as WorkflowModel;
      for (const event of EVENTS) {
        const plan = planWorkflow({ ...workflow(''), file, model }, event);
        expect(() => [plan.toTable(), plan.toString(), JSON.stringify(plan.toJson())], `${file} on ${event}`).not.toThrow();
        for (const { id, runs, reason } of plan.jobs) {
          if (runs === Runs.NO && /refused|While evaluating/.test(reason.text)) refused.add(`${file} ${id}: ${reason.text}`);
        }
        planned++;
        if (plan.triggered) started++;
      }
    }
    console.log(`${planned} plans of ${files.length} files, of which ${started} start`);
    // GitHub fails them as well: a matrix made from the output of a job that is no need
    console.log([...refused].join('\n'));
  }, 300_000);

});
