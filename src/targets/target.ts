/**
 * What a platform is to `DeployTarget`: from one resolved workload to files and steps.
 * One folder a platform beside this file; `src/platform.ts` is the registry. A provider is pure: it reads its
 * context, returns data and reports problems; it touches no file, no environment variable and no clock.
 */
import type { Repository } from '../app';
import type { RegistryInfo } from '../registries/registry';
import type { Rollout } from '../rollout';
import type { SecretRef } from '../secret-ref';
import type { Step } from '../step';
import type { Ingress, ScaleOn } from '../workload';

/** A workload with every default filled in and the target's own overrides applied. */
export interface ResolvedWorkload {
  readonly name: string;
  readonly port?: number;
  /** vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly replicas: { readonly min: number; readonly max: number };
  readonly scaleOn?: ScaleOn;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, SecretRef>>;
  readonly healthPath?: string;
  readonly healthCommand?: readonly string[];
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly ingress: Ingress;
}

/** Whose images an identity pushes. Those of pull requests have one of their own. */
export type PushPurpose = 'preview';

/** A file of the target. `path` is relative; text, or an object that is written as JSON with a header key. */
export interface TargetFile {
  readonly path: string;
  readonly content: string | object;
  /** Written with the executable bit. @default false */
  readonly executable?: boolean;
}

/**
 * Something that exists once per cloud account and that several targets and images share:
 * merged over the whole app into `deploy/bootstrap/<cloud>-<account>/`.
 */
export type AccountNeed =
  /** GitHub's identity provider in an AWS account. */
  | { readonly cloud: 'aws'; readonly account: string; readonly kind: 'identity-provider' }
  /** Pull of an ECR repository by other accounts (the repository's own account is `account`). */
  | { readonly cloud: 'aws'; readonly account: string; readonly kind: 'ecr-pull'; readonly region: string; readonly repository: string; readonly byAccount: string }
  /** Push identity of an image, for the environment `publish`. */
  | { readonly cloud: 'aws'; readonly account: string; readonly kind: 'ecr-push'; readonly region: string; readonly repository: string; readonly environment: string; readonly refs: readonly string[]; readonly purpose?: PushPurpose }
  /** The workload identity pool and provider for GitHub in a Google Cloud project. */
  | { readonly cloud: 'gcp'; readonly account: string; readonly kind: 'identity-pool'; readonly projectNumber?: string }
  | { readonly cloud: 'gcp'; readonly account: string; readonly kind: 'artifact-push'; readonly location: string; readonly repository: string; readonly environment: string; readonly refs: readonly string[]; readonly purpose?: PushPurpose }
  | { readonly cloud: 'azure'; readonly account: string; readonly kind: 'acr-push'; readonly registry: string; readonly resourceGroup?: string; readonly clientId?: string; readonly environment: string; readonly purpose?: PushPurpose };

export interface TargetProblem {
  /** `target-<kind>-<what>` or a shared id: `workload-field`, `workload-size`, `target-name`, `rollout`, `registry`, `secret-home`. */
  readonly ruleId: string;
  /** Key within the target, `workload.cpu`. */
  readonly at?: string;
  readonly message: string;
  readonly value?: unknown;
  readonly allowed?: readonly string[];
  readonly nearest?: readonly string[];
  readonly fix?: string;
  /** @default error */
  readonly severity?: 'error' | 'warning';
}

/**
 * A preview of a pull request. One set of files serves all of them: names end in `suffix`, `shop-pr-000000`, whose zeros the job
 * replaces by the number, in the files and in the values of the steps. So a name is as long when it is checked as it will ever be.
 * Never in a bootstrap, which a person applies once for all pull requests, and never within a script.
 */
export interface PreviewContext {
  /** `pr-000000`. */
  readonly suffix: string;
}

export interface TargetContext {
  /** Id of the target; also the folder `deploy/<id>/`. */
  readonly id: string;
  /** Platforms that the image is built for: `linux/amd64`. */
  readonly imagePlatforms: readonly string[];
  /** GitHub environment that the deploy job runs in, and that the trust names. */
  readonly environment: string;
  /** `deploy/<id>`, from the repository's root. */
  readonly directory: string;
  readonly repository: Repository | undefined;
  readonly defaultBranch: string;
  /** Full git refs (`refs/heads/main`) that the deploy job runs on; tag patterns end in `*`. */
  readonly refs: readonly string[];
  /** Exact OIDC subject of the deploy job; undefined where the repository is not known (already reported). */
  readonly subject: string | undefined;
  readonly workload: ResolvedWorkload;
  readonly rollout: Rollout;
  /** The registry that the platform pulls from; undefined where none fits (already reported). */
  readonly registry: RegistryInfo | undefined;
  /** Image repository as a literal, without tag or digest: `ghcr.io/acme/shop`. */
  readonly imageRepository: string;
  readonly url?: string;
  readonly domain?: string;
  /** The domain was said, and is not only the host of `url`. */
  readonly domainIsGiven?: boolean;
  /** Certificate of the domain: an ACM ARN, the name of a TLS secret … */
  readonly certificate?: string;
  readonly smokeTest?: { readonly url: string };
  /** What is deployed is one pull request's, beside those of others. */
  readonly preview?: PreviewContext;
  report(problem: TargetProblem): void;
}

/**
 * The steps of each operation, made anew at each call because a step belongs to one job.
 * Job-level environment that every operation may use: `IMAGE` (`repository@sha256:…`), `DIGEST`, `ENVIRONMENT`.
 * The working folder is the repository's root, checked out. Scripts are bash, clean under shellcheck, without `${{ }}`.
 */
export interface TargetOperations {
  /** Sign in to the platform. Runs first in every operation. */
  login(): Step[];
  /** Apply the infrastructure with the image and wait for the rollout. */
  deploy(): Step[];
  /** Assert that what runs is `DIGEST`. */
  verify(): Step[];
  /** After a failed deploy, go back to what ran before; in the deploy job, under `if: failure()` (set here). */
  rollback(): Step[];
  /** Remove everything the target created. */
  destroy(): Step[];
  /** Compare what runs with what is defined; exit 1 on a difference. */
  drift(): Step[];
}

/** What a person creates once: files, and the commands that apply them, in order, each with a line that says what for. */
export interface Bootstrap {
  readonly files: readonly TargetFile[];
  readonly commands: readonly { readonly description: string; readonly command: string }[];
}

/** What the app writes for a target beside its job. */
export interface TargetOutput {
  /** Below `deploy/<id>/`. */
  readonly files: readonly TargetFile[];
  /** Below `deploy/<id>/bootstrap/`. */
  readonly bootstrap: readonly TargetFile[];
  readonly bootstrapCommands: Bootstrap['commands'];
  readonly accounts: readonly AccountNeed[];
  readonly operations: TargetOperations;
  /** What the target alone must own, as people would name it: two targets that own the same thing would fight over it. */
  readonly owns?: readonly string[];
  /** Secrets of the environment, and what each opens: targets that share an environment should mean the same. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** All that the deploy identity may change, as people would name it: `the namespace shop`. A preview should reach nothing else. */
  readonly reach?: string;
  /** What a reader of the plan should know: assumptions, defaults that were chosen. */
  readonly notes?: readonly string[];
}

export interface TargetProvider {
  /** `ecs`, `kubernetes`, … */
  readonly kind: string;
  /** As people write it: `AWS ECS`. */
  readonly title: string;
  /** Registries that it pulls from without a stored secret, for errors: `Registry.ecr(…)`. */
  readonly pullable: readonly string[];
  /** Names or trust are made of the app's repository. @default true */
  readonly needsRepository?: boolean;
  /** Whether the platform pulls from the registry without a stored secret. */
  canPull(registry: RegistryInfo): boolean;
  synthesize(context: TargetContext): TargetOutput;
}
