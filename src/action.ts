import { Step, UsesStepProps } from './step';

/** One input of an action. */
export interface ActionInput {
  /**
   * Whether a step without it is an error.
   * @default false
   */
  readonly required?: boolean;
  /**
   * What the action takes where nothing is given.
   * @default - none
   */
  readonly default?: string;
  /**
   * Why it should not be used any more.
   * @default - it may be used
   */
  readonly deprecated?: string;
}

export interface ActionProps {
  /** `owner/repo` or `owner/repo/path`. */
  readonly name: string;
  /** Commit of the release: 40 hex digits. */
  readonly sha: string;
  /** The release's exact tag, `v1.2.3`: written as the comment behind the pin. */
  readonly version: string;
  /**
   * Inputs by name.
   * @default - none
   */
  readonly inputs?: { [name: string]: ActionInput };
  /**
   * Names of its outputs.
   * @default - none
   */
  readonly outputs?: string[];
  /**
   * Token scopes that it needs, `{ 'pull-requests': 'write' }`.
   * @default - none
   */
  readonly permissions?: { [scope: string]: string };
  /**
   * Why it needs each scope: the comment behind it.
   * @default - the action's name
   */
  readonly permissionReasons?: { [scope: string]: string };
}

/** An action that the catalogue does not hold: with its inputs said, its uses are checked like any other's. */
export class Action {
  /** Defines an action, pinned to a commit. */
  public static define(props: ActionProps): Action {
    return new Action(props);
  }

  /** @internal */
  public readonly _props: ActionProps;

  private constructor(props: ActionProps) {
    this._props = props;
  }

  /** A step that uses it. */
  public step(props: UsesStepProps = {}): Step {
    const { name, sha, permissions, permissionReasons } = this._props;
    return Step._of({
      uses: `${name}@${sha}`,
      with: props.with,
      background: props.background,
      props: { ...props, permissions: { ...permissions, ...props.permissions } },
      reasons: Object.fromEntries(Object.keys(permissions ?? {}).map((scope) => [scope, permissionReasons?.[scope] ?? `needed by ${name}`])),
      definition: this,
    });
  }
}
