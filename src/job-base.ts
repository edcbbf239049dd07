import { Construct } from 'constructs';
import { App } from './app';
import { checkPlace } from './checks/guard';
import { CreationStack } from './origin';
import { Problem } from './problem';
import { JobOutputReference } from './references';
import { JobSpec, LoweringScope } from './synth/job-spec';

/** What every construct that renders jobs takes. */
export interface JobBaseProps {
  /**
   * Name shown in the Actions tab.
   * @default - made from the construct's id
   */
  readonly displayName?: string;
  /**
   * Constructs that must have succeeded before. Those that are referred to need not be listed.
   * @default - what is referred to
   */
  readonly needs?: JobBase[];
  /**
   * A further condition: a GitHub expression without `${{ }}`.
   * @default - none
   */
  readonly if?: string;
}

/** An override of the rendered job. @internal */
export interface Override {
  readonly path: string;
  readonly value: unknown;
}

/** A rule that is switched off here. @internal */
export interface DisabledRule {
  readonly ruleId: string;
  readonly reason: string;
}

/** A construct that renders one or more jobs. The main one has the construct's id, the others `<id>-<part>`. */
export abstract class JobBase extends Construct {
  /** @internal */
  public readonly _overrides: Override[] = [];
  /** @internal */
  public readonly _disabledRules: DisabledRule[] = [];
  /** @internal */
  public readonly _stack = new CreationStack();
  /** @internal */
  public readonly _baseProps: JobBaseProps;

  constructor(scope: Construct, id: string, props: JobBaseProps = {}) {
    checkPlace(new.target.name, scope, id);
    super(scope, id);
    this._baseProps = props;
  }

  /** Id of the main job. */
  public get jobId(): string {
    return this.node.id;
  }

  /**
   * Sets a value of the rendered main job, by GitHub's own keys: `addOverride('steps.0.timeout-minutes', 5)`.
   * A dot within a key is written `\\.`; `undefined` deletes.
   * Other jobs of the construct are reached by `pipeline.addOverride('jobs.<id>-<part>.…', value)`.
   */
  public addOverride(path: string, value: any): void {
    this._overrides.push({ path, value });
  }

  /** Switches a rule off for this construct's jobs; the reason becomes a comment in the YAML. */
  public disableRule(ruleId: string, reason: string): void {
    this._disabledRules.push({ ruleId, reason });
  }

  /** A late reference to an output of the main job: reading it in another job makes this one a need. */
  public output(name: string): string {
    return new JobOutputReference(this, name, this.node.path).toString();
  }

  /** The jobs, as plain data. Called at synthesis, as often as needed: it must not change the tree. @internal */
  public abstract _jobs(scope: LoweringScope): JobSpec[];

  /** Reports a problem seen in a constructor; synthesis shows it with all others. @internal */
  public _report(problem: Omit<Problem, 'where' | 'severity' | 'source'> & { severity?: 'error' | 'warning'; at?: string }): void {
    const { at, ...rest } = problem;
    const where = at ? `${this.node.path}: ${at}` : this.node.path;
    const root = this.node.root;
    const entry: Problem = { severity: 'error', ...rest, where, source: this._stack.locate() };
    if (root instanceof App) root._problems.push(entry);
  }
}
