import { App } from '../app';
import { acr, AcrProps } from './acr';
import { artifactRegistry, ArtifactRegistryProps } from './artifact-registry';
import { custom, CustomRegistryProps } from './custom';
import { dockerHub, DockerHubProps } from './docker-hub';
import { ecr, EcrProps } from './ecr';
import { ghcr, GhcrProps } from './ghcr';
import { RegistryProvider } from './provider';

export type { RegistryInfo } from './provider';

/** Where an image is pushed to. One file a registry beside this one; this class is the list. */
export class Registry {
  /** GitHub's container registry, by the job's own token. */
  public static ghcr(props: GhcrProps = {}): Registry {
    return new Registry(ghcr(props));
  }

  /** Docker Hub, by the secrets DOCKERHUB_USERNAME and DOCKERHUB_TOKEN of the environment `publish`. */
  public static dockerHub(props: DockerHubProps): Registry {
    return new Registry(dockerHub(props));
  }

  /** Amazon ECR, by a role that the bootstrap creates. */
  public static ecr(props: EcrProps): Registry {
    return new Registry(ecr(props));
  }

  /** Google Artifact Registry, by workload identity federation. */
  public static artifactRegistry(props: ArtifactRegistryProps): Registry {
    return new Registry(artifactRegistry(props));
  }

  /** Azure Container Registry, by a federated identity. */
  public static acr(props: AcrProps): Registry {
    return new Registry(acr(props));
  }

  /** Any other registry that takes a user name and a password. */
  public static custom(props: CustomRegistryProps): Registry {
    return new Registry(custom(props));
  }

  /** @internal */
  public readonly _provider: RegistryProvider;

  private constructor(provider: RegistryProvider) {
    this._provider = provider;
  }

  /** Full name of the repository in this registry, as the app's repository makes it. @internal */
  public _repository(app: App): string {
    return this._provider.info(app.repository).repository;
  }
}
