import { StepOutputReference } from './references';

/** What every step may say. */
export interface StepProps {
  /**
   * Id, to refer to its outputs: `[A-Za-z_][A-Za-z0-9_-]*`.
   * @default - derived from the name where an output is referred to, else none
   */
  readonly id?: string;
  /**
   * Name shown in the log.
   * @default - the first line of the script, or the action's name
   */
  readonly name?: string;
  /**
   * Condition, a GitHub expression without `${{ }}`.
   * @default - runs while everything before it succeeded
   */
  readonly if?: string;
  /**
   * Environment of the step. Expressions are allowed here: the shell sees their values as data.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Do not fail the job when the step fails.
   * @default false
   */
  readonly continueOnError?: boolean;
  /**
   * Minutes after which the step is killed.
   * @default - the job's limit
   */
  readonly timeoutMinutes?: number;
  /**
   * Token scopes that the step needs, by GitHub's names (`packages: 'write'`). They are added to its job's permissions.
   * @default - what the catalogue says of the action
   */
  readonly permissions?: { [scope: string]: string };
}

/** A step that runs a script. */
export interface RunStepProps extends StepProps {
  /**
   * `bash`, `sh`, `pwsh`, `powershell`, `cmd` or `python`.
   * @default - the runner's own: bash, on Windows pwsh
   */
  readonly shell?: string;
  /**
   * Folder to run in, from the workspace.
   * @default - the workspace
   */
  readonly workingDirectory?: string;
  /**
   * Start it, and go on with the next step: `Step.wait`, `Step.waitAll` or the end of the job waits for it, `Step.cancel` ends it.
   * Needs `NewSyntax.PARALLEL_STEPS`.
   * @default false
   */
  readonly background?: boolean;
}

/** A step that uses an action. */
export interface UsesStepProps extends StepProps {
  /**
   * Inputs by the action's own names; they are never re-cased. Checked against the catalogue.
   * @default - none
   */
  readonly with?: { [input: string]: any };
  /**
   * Start it, and go on with the next step: `Step.wait`, `Step.waitAll` or the end of the job waits for it, `Step.cancel` ends it.
   * Needs `NewSyntax.PARALLEL_STEPS`.
   * @default false
   */
  readonly background?: boolean;
}

/** A step that only waits for others, or ends one. */
export interface ControlStepProps {
  /**
   * Id by which other steps refer to this one.
   * @default - none
   */
  readonly id?: string;
  /**
   * Name shown in the log.
   * @default - GitHub's own
   */
  readonly name?: string;
  /**
   * Do not fail the job when the step fails.
   * @default false
   */
  readonly continueOnError?: boolean;
}

/** What a step does. @internal */
export interface StepSpec {
  readonly run?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly workingDirectory?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly background?: boolean;
  /** Steps of the same job that it waits for. */
  readonly wait?: readonly Step[];
  readonly waitAll?: boolean;
  /** A step of the same job that it ends. */
  readonly cancel?: Step;
  /** Steps that it runs side by side. */
  readonly parallel?: readonly Step[];
  readonly props: StepProps;
  /** Why a scope is needed; the text of its comment. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** What is known of the action, where the catalogue does not know it. */
  readonly definition?: StepDefinition;
}

/** The interface of an action that the app itself defines. @internal */
export interface StepDefinition {
  readonly _props: {
    readonly name: string;
    readonly version?: string;
    readonly inputs?: Readonly<Record<string, { readonly required?: boolean; readonly default?: string; readonly deprecated?: string }>>;
    readonly outputs?: readonly string[];
  };
}

/** One step of a job: a script or an action. A step belongs to one job. */
export class Step {
  /**
   * Runs a script. Expressions (`${{ … }}`) in it are handed over through the environment, never pasted into the shell.
   */
  public static run(script: string, props: RunStepProps = {}): Step {
    return new Step({ run: script, shell: props.shell, workingDirectory: props.workingDirectory, background: props.background, props });
  }

  /**
   * Uses an action: `owner/repo[/path]`, pinned by the catalogue, or pinned by yourself as
   * `owner/repo@<40 hex digits> # v1.2.3`; `./path` for a local one; `docker://image@sha256:…`.
   */
  public static uses(action: string, props: UsesStepProps = {}): Step {
    return new Step({ uses: action, with: props.with, background: props.background, props });
  }

  /** Waits for steps that were started in the background. Needs `NewSyntax.PARALLEL_STEPS`. */
  public static wait(steps: Step[], props: ControlStepProps = {}): Step {
    return new Step({ wait: [...steps], props });
  }

  /** Waits for every step before it that was started in the background. Needs `NewSyntax.PARALLEL_STEPS`. */
  public static waitAll(props: ControlStepProps = {}): Step {
    return new Step({ waitAll: true, props });
  }

  /** Ends a step that was started in the background. Needs `NewSyntax.PARALLEL_STEPS`. */
  public static cancel(step: Step, props: ControlStepProps = {}): Step {
    return new Step({ cancel: step, props });
  }

  /** Runs scripts and actions side by side, and goes on when all of them have ended. Needs `NewSyntax.PARALLEL_STEPS`. */
  public static parallel(steps: Step[]): Step {
    return new Step({ parallel: [...steps], props: {} });
  }

  /** The same steps again, for constructs that put a toolchain's steps into several jobs; they wait for each other, not for the originals. @internal */
  public static _copies(steps: readonly Step[], change: (spec: StepSpec, index: number) => StepSpec = (spec) => spec): Step[] {
    const copies = new Map<Step, Step>();
    const known = (step: Step) => copies.get(step) ?? step;
    const copy = (step: Step, spec: StepSpec): Step => {
      const made = new Step({
        ...spec,
        ...(spec.wait && { wait: spec.wait.map(known) }),
        ...(spec.cancel && { cancel: known(spec.cancel) }),
        ...(spec.parallel && { parallel: spec.parallel.map((inner) => copy(inner, inner._spec)) }),
      });
      copies.set(step, made);
      return made;
    };
    return steps.map((step, index) => copy(step, change(step._spec, index)));
  }

  /** @internal */
  public static _of(spec: StepSpec): Step {
    return new Step(spec);
  }

  /** @internal */
  public readonly _spec: StepSpec;

  private constructor(spec: StepSpec) {
    this._spec = spec;
  }

  /** The id that was given. */
  public get id(): string | undefined {
    return this._spec.props.id;
  }

  /** A late reference to an output. In another job it makes this step's job a need and declares the output. */
  public output(name: string): string {
    return new StepOutputReference(this, name, this.id ?? this._spec.props.name ?? this._spec.uses ?? 'without id').toString();
  }

  /** The step, and those that it holds. @internal */
  public _all(): Step[] {
    return [this, ...(this._spec.parallel ?? [])];
  }
}
