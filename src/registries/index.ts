/** Container registries. */
export { AcrProps } from './acr';
export { ArtifactRegistryProps } from './artifact-registry';
export { CustomRegistryProps } from './custom';
export { DockerHubProps } from './docker-hub';
export { EcrProps } from './ecr';
export { GhcrProps } from './ghcr';
export { RegistryProps } from './provider';
export { Registry } from './registry';
