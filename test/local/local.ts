/** Runs workflows of the tests on this machine, and remembers what was told. */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Annotation, LegResult, Reporter, RunResult, StepResult } from '../../src/local/results';
import { runWorkflow } from '../../src/local/run';
import { RunOptions } from '../../src/local/run-options';
import { Event } from '../../src/plan/event';
import { workflow } from '../plan/document';

export class Told implements Reporter {
  public readonly text: string[] = [];
  public readonly notes: string[] = [];
  public readonly lines: string[] = [];

  public job(title: string): void { this.text.push(`job ${title}`); }
  public step(name: string): void { this.text.push(`step ${name}`); }
  public note(text: string): void { this.notes.push(text); }
  public line(text: string): void { this.lines.push(text); }
  public group(title: string): void { this.lines.push(`[${title}`); }
  public endGroup(): void { this.lines.push(']'); }
  public annotation({ level, message }: Annotation): void { this.lines.push(`${level}: ${message}`); }
  public stepEnd(_: StepResult): void { /* in the result */ }
  public jobEnd(_: string, __: LegResult): void { /* in the result */ }
}

export interface Ran {
  readonly result: RunResult;
  readonly told: Told;
  /** Outcome and conclusion of each step of the last job's first leg. */
  readonly steps: readonly string[];
}

const folders: string[] = [];
process.once('exit', () => folders.forEach((root) => fs.rmSync(root, { recursive: true, force: true })));

/** A folder with files, which is removed when the tests end. */
export function folder(files: Record<string, string> = {}): string {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'pipewright-test-'));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

export async function run(yaml: string, options: Partial<RunOptions> & { readonly event?: Event; readonly files?: Record<string, string> } = {}): Promise<Ran> {
  const document = workflow(/^on:/m.test(yaml) ? yaml : `on: push\n${yaml}`);
  const told = new Told();
  const result = await runWorkflow(document, options.event ?? Event.push(), {
    root: options.root ?? folder(options.files),
    job: Object.keys(document.model.jobs).at(-1)!,
    withNeeds: true,
    environment: process.env,
    reporter: told,
    patience: [200, 200],
    ...options,
  });
  const done = result.jobs.at(-1)?.legs[0]?.steps ?? [];
  return { result, told, steps: done.map(({ outcome, conclusion }) => (outcome === conclusion ? outcome : `${outcome}→${conclusion}`)) };
}

/** One job with these steps. */
export function steps(yaml: string): string {
  return `jobs:\n  only:\n    runs-on: ubuntu-24.04\n    steps:\n${yaml.replace(/^/gm, '      ')}`;
}
