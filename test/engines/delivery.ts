/** A repository with a program's files and a small service, whose pushes run the synthesized workflow from the build to the last target. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Hosted } from './hosted';
import { App, Event } from '../../src';
import { RunResult } from '../../src/local/results';
import { runWorkflow } from '../../src/local/run';
import { TextReporter } from '../../src/local/text-reporter';
import { synthesizeApp } from '../../src/synth/synthesize';
import { WorkflowModel } from '../../src/workflow/model';
import { workflow as documentOf } from '../plan/document';
import { temporary } from '../targets/support/tools';

/** Nothing is pulled: its base is Debian's busybox. */
const DOCKERFILE = `FROM scratch AS base
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]

FROM base
COPY version /srv/version
RUN echo "shop $(cat /srv/version)" > /srv/index.html
USER 1000
CMD ["/bin/httpd", "-f", "-p", "8000", "-h", "/srv"]
`;
const IDENTITY = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@users.noreply.github.com', '-c', 'commit.gpgsign=false'];
const [CANCEL_MS, STOP_MS] = [180_000, 210_000];

export interface Delivered extends RunResult {
  /** All that was told, for messages of failed assertions. */
  readonly log: string;
  readonly model: WorkflowModel;
  /** Result of each job. */
  readonly results: Readonly<Record<string, string>>;
  /** Every step that ran, as `job: step`, by what it was. */
  readonly ran: { readonly scripts: readonly string[]; readonly emulated: readonly string[]; readonly nothing: readonly string[] };
}

export class Delivery {
  public readonly root = temporary();
  public readonly files: ReadonlyMap<string, string>;
  private readonly yaml: string;

  constructor(app: App, private readonly hosted: Hosted, private readonly options: { readonly path: string; readonly repository: string }) {
    const { files, problems } = synthesizeApp(app, { from: 'pipeline.ts' });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length) throw new Error(JSON.stringify(errors, undefined, 2));
    this.files = new Map(files.map(({ path, text }) => [path, text]));
    this.yaml = this.files.get('.github/workflows/ci.yml')!;
    this.write(Object.fromEntries(this.files));
    this.write({ Dockerfile: DOCKERFILE });
    copyFileSync('/bin/busybox', join(this.root, 'busybox'));
    this.git('init', '--quiet', '--initial-branch', 'main');
  }

  /** Commits a version of the service and runs what a push of it starts, up to this job. */
  public async push(version: string, job: string): Promise<Delivered> {
    this.write({ version: `${version}\n` });
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', version);
    const log: string[] = [];
    const document = documentOf(this.yaml);
    const { hosted } = this;
    const result = await runWorkflow(document, Event.push({ branch: 'main' }), {
      root: this.root, job, withNeeds: true, deploy: Object.keys(document.model.jobs), repository: this.options.repository,
      environment: { PATH: `${hosted.bin}:${this.options.path}`, ...hosted.props.internet.env },
      emulationOf: hosted.emulationOf(document.model),
      reporter: new TextReporter((line) => log.push(line), (_, text) => text),
      cancel: AbortSignal.timeout(CANCEL_MS), stop: AbortSignal.timeout(STOP_MS), patience: [5000, 2000],
    });
    const steps = result.jobs.flatMap(({ id, legs }) => legs.flatMap((leg) => leg.steps.map((step) => ({ ...step, id }))));
    const ran = (kind: string) => steps.filter((step) => step.kind === kind && step.outcome !== 'skipped').map(({ id, name }) => `${id}: ${name}`);
    const nothing = steps.filter((step) => step.kind === 'not run').map(({ id, name, reason }) => `${id}: ${name}: ${reason}`);
    return {
      ...result, model: document.model, log: log.join('\n'), results: Object.fromEntries(result.jobs.map(({ id, result: end }) => [id, end])),
      ran: { scripts: ran('script'), emulated: ran('emulated'), nothing },
    };
  }

  public get commit(): string {
    return this.git('rev-parse', 'HEAD');
  }

  private write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    }
  }

  private git(...args: string[]): string {
    return execFileSync('git', [...IDENTITY, ...args], { cwd: this.root, encoding: 'utf8', timeout: 60_000 }).trim();
  }
}
