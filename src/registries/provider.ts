/** What a registry is to the constructs. */
import type { Repository } from '../app';
import type { Step } from '../step';
import type { AccountNeed, PushPurpose } from '../targets/target';

/** What is known of a registry once its image's name is known. */
export interface RegistryInfo {
  /** `ghcr`, `dockerHub`, `ecr`, `artifactRegistry`, `acr` or `custom`. */
  readonly kind: string;
  /** Host, `ghcr.io`. */
  readonly host: string;
  /** Full name of the repository, host included, lower case, without tag: `ghcr.io/acme/shop`. */
  readonly repository: string;
  /** Anybody may pull. */
  readonly isPublic: boolean;
  /** The platform's own stored pull secret: an ARN, the name of a Kubernetes or Swarm secret. */
  readonly pullSecret?: string;
  readonly ecr?: { readonly account: string; readonly region: string; readonly repository: string };
  readonly artifactRegistry?: { readonly project: string; readonly location: string; readonly repository: string };
  readonly acr?: { readonly registry: string };
}

/** What every registry's props share. */
export interface RegistryProps {
  /**
   * Anybody may pull the image.
   * @default false
   */
  readonly public?: boolean;
  /**
   * The platform's stored pull credential: a Secrets Manager ARN (ECS), the name of a docker-registry
   * Secret (Kubernetes) …
   * @default - none
   */
  readonly pullSecret?: string;
}

/** A prop that the registry's host would refuse. */
export interface RegistryMistake {
  readonly at: string;
  readonly message: string;
  readonly value: unknown;
  readonly allowed: readonly string[];
}

export interface RegistryProvider {
  readonly kind: string;
  /** What is wrong with the props; the image reports it. */
  readonly mistakes: readonly RegistryMistake[];
  /** It reads secrets or trusts an environment, so the publishing job needs one. */
  readonly needsEnvironment: boolean;
  /** Who signs in. A host is signed in to once, so all registries of one host must agree. */
  readonly identity: string;
  /** The image's name, or the identity that pushes it, is made of the app's repository. */
  readonly needsRepository: boolean;
  /** `packages: write` and the like, with the reason. */
  readonly permissions: readonly { readonly scope: string; readonly level: string; readonly reason: string }[];
  info(repository: Repository | undefined): RegistryInfo;
  /** Signs in. Several of one kind and host sign in once. */
  login(context: LoginContext): Step[];
  /** What must exist once for the push. */
  accounts(context: LoginContext & { readonly refs: readonly string[] }): AccountNeed[];
}

export interface LoginContext {
  readonly repository: Repository | undefined;
  /** Environment of the publishing job. */
  readonly environment: string;
  /** Whose images; none for releases and branches. */
  readonly purpose?: PushPurpose;
  /** Number of a Google Cloud project, where the app says it somewhere. */
  projectNumber(project: string): string | undefined;
}

/** The image's name where none is given: the repository's. Registries take lower case only. */
export function imageName(repository: Repository | undefined): string {
  return (repository?.name ?? 'app').toLowerCase();
}
