import { Construct } from 'constructs';
import { App } from '../app';
import { checkNew, checkPlace } from '../checks/guard';
import { CreationStack } from '../origin';
import { Step, UsesStepProps } from '../step';
import { stepScopes } from '../synth/permissions';

/** One input of a composite action. All inputs are strings. */
export interface CompositeInput {
  readonly description: string;
  /**
   * @default false
   */
  readonly required?: boolean;
  /**
   * @default - none
   */
  readonly default?: string;
}

/** One output of a composite action. */
export interface CompositeOutput {
  readonly description: string;
  /** A reference such as `step.output('x')`, or an expression. */
  readonly value: string;
}

export interface CompositeActionProps {
  /**
   * What GitHub shows.
   * @default - made from the id
   */
  readonly displayName?: string;
  /** What it does, in one line. */
  readonly description: string;
  /**
   * Read them as `${{ inputs.<name> }}`.
   * @default - none
   */
  readonly inputs?: { [name: string]: CompositeInput };
  /**
   * Outputs by name, for the calling job.
   * @default - none
   */
  readonly outputs?: { [name: string]: CompositeOutput };
  /** What the action does; each `run` has a shell, bash if none is named. */
  readonly steps: Step[];
}

/** Steps that several jobs share, written as `.github/actions/<id>/action.yml` and used like any action. */
export class CompositeAction extends Construct {
  /** @internal */
  public readonly _props: CompositeActionProps;
  /** @internal */
  public readonly _stack = new CreationStack();

  constructor(scope: Construct, id: string, props: CompositeActionProps) {
    checkPlace(new.target.name, scope, id);
    super(scope, id);
    checkNew('CompositeAction', this, scope, id, props);
    this._props = props;
  }

  /** What a step's `uses` says. The job must have checked the repository out. */
  public get uses(): string {
    return `./.github/actions/${this.node.id}`;
  }

  /** A step that uses it. */
  public step(props: UsesStepProps = {}): Step {
    const scopes = this._props.steps.flatMap(stepScopes);
    return Step._of({
      uses: this.uses,
      with: props.with,
      background: props.background,
      props: { ...props, permissions: { ...Object.fromEntries(scopes.map((s) => [s.scope, s.level])), ...props.permissions } },
      reasons: Object.fromEntries(scopes.map((s) => [s.scope, s.reason ?? `needed by the action ${this.node.id}`])),
      definition: {
        _props: { name: this.uses, inputs: this._props.inputs, outputs: Object.keys(this._props.outputs ?? {}) },
      },
    });
  }

  /** @internal */
  public get _app(): App {
    return this.node.root as App;
  }
}
