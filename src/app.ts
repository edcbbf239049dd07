import { RootConstruct } from 'constructs';
import { checkNew } from './checks/guard';
import { AppPlan } from './plan/app-plan';
import { Event } from './plan/event';
import { PlanOptions } from './plan/plan-options';
import { Problem } from './problem';
import { planApp } from './synth/plan-app';

/** How GitHub writes the subject of a workflow's OIDC token. */
export enum SubjectFormat {
  /** `repo:OWNER@OWNERID/REPO@REPOID:environment:ENV`: repositories created, renamed or transferred after 15 July 2026. */
  IMMUTABLE = 'immutable',
  /** `repo:OWNER/REPO:environment:ENV`. */
  LEGACY = 'legacy',
}

/** The repository that the pipelines run in. Names and trust are derived from it. */
export interface Repository {
  /** User or organization. */
  readonly owner: string;
  /** Name, without its owner. */
  readonly name: string;
  /**
   * Numeric id of the owner: `gh api users/OWNER --jq .id`.
   * @default - none; required by targets that trust the repository
   */
  readonly ownerId?: number;
  /**
   * Numeric id of the repository: `gh api repos/OWNER/NAME --jq .id`.
   * @default - none; required by targets that trust the repository
   */
  readonly id?: number;
  /**
   * Format of the OIDC subject. The bootstrap compares it with what GitHub says.
   * @default - immutable when both ids are given, else legacy
   */
  readonly subjectFormat?: SubjectFormat;
}

export interface AppProps {
  /**
   * The repository's identity.
   * @default - none; constructs that need it say so
   */
  readonly repository?: Repository;
  /**
   * The branch that deploys.
   * @default main
   */
  readonly defaultBranch?: string;
  /**
   * Folder of the app within the repository, for monorepos; `deploy/` is written there, workflows always at the root.
   * @default - the root
   */
  readonly directory?: string;
  /**
   * Also write `.github/dependabot.yml`, which keeps the pins fresh, with a cooldown of seven days.
   * @default false
   */
  readonly dependabot?: boolean;
}

// apps made while a pipeline file is loaded; shared by every copy of the library in the process
const KEY = Symbol.for('pipewright.apps');
const store = globalThis as unknown as Record<symbol, App[] | undefined>;

/** The root of one `pipeline.ts`. Every app that is constructed is synthesized. */
export class App extends RootConstruct {
  /** Collects the apps that `load` constructs. @internal */
  public static async _collect(load: () => unknown): Promise<App[]> {
    const outer = store[KEY];
    const apps: App[] = (store[KEY] = []);
    try {
      await load();
      return apps;
    } finally {
      store[KEY] = outer;
    }
  }

  /** The repository that the clouds trust. */
  public readonly repository?: Repository;
  /** The branch that deploys. */
  public readonly defaultBranch: string;
  /** Folder of the app within the repository, `''` for the root. */
  public readonly directory: string;
  /** Whether `.github/dependabot.yml` is written too. */
  public readonly dependabot: boolean;
  /** Problems seen while constructing; synthesis reports them with all others. @internal */
  public readonly _problems: Problem[] = [];
  /** Numbers of Google Cloud projects by id, as targets say them; registries of the same project need them too. @internal */
  public readonly _projectNumbers = new Map<string, string>();

  constructor(props: AppProps = {}) {
    super();
    checkNew('App', this, props);
    this.repository = props.repository;
    this.defaultBranch = props.defaultBranch ?? 'main';
    this.directory = (props.directory ?? '').replace(/^\.?\/+|\/+$/g, '');
    this.dependabot = props.dependabot ?? false;
    store[KEY]?.push(this);
  }

  /** What an event would run in every pipeline: which jobs, with their legs, which not, and why. */
  public plan(event: Event, options?: PlanOptions): AppPlan {
    return planApp(this, event, options);
  }
}
