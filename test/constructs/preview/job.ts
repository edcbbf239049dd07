/** A job of the preview's workflow, run from its YAML as a runner would: a checkout of its own, its environment, `if: failure()`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { program, synthesize } from './programs';
import { PreviewPipelineProps } from '../../../src/constructs';
import { Step } from '../../../src/step';
import { Run, runSteps } from '../../targets/support/run-steps';
import { temporary } from '../../targets/support/tools';

const NUMBER = '${{ github.event.pull_request.number || inputs.number }}';

export interface JobRun extends Run {
  /** The checkout that the job worked in. */
  readonly cwd: string;
}

export interface Options {
  readonly number: string | number;
  /** Name of the last step. */
  readonly until?: string;
  readonly digest?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Further files of the repository, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

export class Jobs {
  public readonly workflow: any;
  public readonly files: ReadonlyMap<string, string>;

  constructor(platform: string, changes: Partial<PreviewPipelineProps> = {}) {
    const { files, problems } = synthesize(program(platform, changes).app);
    if (problems.some((p) => p.severity === 'error')) throw new Error(JSON.stringify(problems, undefined, 2));
    this.files = new Map(files.map((file) => [file.path, file.text]));
    this.workflow = parse(this.files.get('.github/workflows/preview.yml')!);
  }

  public async run(job: 'deploy' | 'destroy', { number, until, digest = `sha256:${'a'.repeat(64)}`, env, secrets, files = {} }: Options): Promise<JobRun> {
    const cwd = temporary();
    for (const [path, text] of [...this.files, ...Object.entries(files)]) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text, { mode: 0o755 });
    }
    const resolve = (values: Record<string, string> = {}) => Object.fromEntries(Object.entries(values).map(([name, value]) => [
      name, String(value).replaceAll(NUMBER, String(number)).replaceAll('${{ needs.image.outputs.digest }}', digest).replaceAll('${{ job.status }}', 'success'),
    ]));
    const { steps, env: jobEnv } = this.workflow.jobs[job];
    const made = (steps as any[]).map((step) => (step.run === undefined
      ? Step.uses(step.uses.replace(/@.*/, ''))
      : Step.run(step.run, { name: step.name, id: step.id, if: step.if, env: resolve(step.env) })));
    const folder = temporary();
    const last = until === undefined ? made.length : steps.findIndex((step: any) => step.name === until) + 1;
    const run = await runSteps(made.slice(0, last), { cwd, secrets, env: { ...resolve(jobEnv), RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: join(folder, 'summary'), ...env } });
    return { ...run, cwd };
  }
}
