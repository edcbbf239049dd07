/** What changes while one leg of a job runs. */
import { ArtifactStore } from './artifacts';
import { Emulate } from './emulated/emulation';
import { Machine } from './machine';
import { Masker } from './masker';
import { Annotation, Outcome, Reporter } from './results';

/** The folders of one leg. */
export interface LegFolders {
  /** `github.workspace`. */
  readonly workspace: string;
  /** `runner.temp`. */
  readonly temp: string;
  readonly toolCache: string;
  /** The working tree that a checkout copies. */
  readonly root: string;
  /** The workspace is the working tree. */
  readonly inPlace: boolean;
  /** Where caches are kept between runs; undefined where there are none. */
  readonly cache?: string;
}

export interface LegSurroundings {
  readonly folders: LegFolders;
  readonly machine: Machine;
  readonly masker: Masker;
  readonly reporter: Reporter;
  readonly artifacts: ArtifactStore;
  readonly emulationOf: (name: string) => Emulate | undefined;
  /** The job is cancelled: by a person, or by its time. Steps that ask for it still run. */
  readonly cancel: AbortSignal;
  /** Everything ends at once. */
  readonly stop: AbortSignal;
  /** Milliseconds between asking a process to end, asking again and killing it. */
  readonly patience: readonly [number, number];
}

/** Undone or done at the end of the job, the last one first: what an action does after the steps. */
export interface Post {
  readonly name: string;
  run(): string | undefined;
}

export class LegState {
  /** Environment of all steps: the workflow's, the job's, and what steps wrote into GITHUB_ENV. */
  public env: Record<string, string> = {};
  /** Folders that steps put before the PATH, the first one first. */
  public paths: string[] = [];
  public status: Exclude<Outcome, 'skipped'> = 'success';
  public readonly annotations: Annotation[] = [];
  public readonly summary: string[] = [];
  public readonly posts: Post[] = [];
  /** Process groups that steps started. */
  public readonly groups: number[] = [];
  private counter = 0;

  /** @param base the part of this machine's environment that steps get */
  constructor(public readonly around: LegSurroundings, public readonly base: Readonly<Record<string, string>>) {}

  /** A number that no other step of the job has, for names of files. */
  public next(): number {
    return ++this.counter;
  }

  public prependPath(folder: string): void {
    this.paths = [folder, ...this.paths.filter((other) => other !== folder)];
  }

  /** PATH as a step with this environment sees it. */
  public searchPath(env: Readonly<Record<string, string>>): string {
    return [...this.paths, env.PATH ?? this.base.PATH ?? ''].filter((part) => part !== '').join(':');
  }

  public note(text: string): void {
    this.around.reporter.note(this.around.masker.mask(text));
  }

  public annotate(annotation: Annotation): void {
    const masked = this.around.masker.maskDeep(annotation);
    this.annotations.push(masked);
    this.around.reporter.annotation(masked);
  }

  public error(message: string): void {
    this.annotate({ level: 'error', message, properties: {} });
  }
}
