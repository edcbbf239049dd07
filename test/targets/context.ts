/** A target's context as `DeployTarget` makes it, for tests of one platform. */
import type { RegistryInfo } from '../../src/registries/provider';
import { Rollout } from '../../src/rollout';
import type { ResolvedWorkload, TargetContext, TargetProblem } from '../../src/targets/target';
import { environmentSubject } from '../../src/trust/subject';
import { Ingress } from '../../src/workload';

export const REPOSITORY = { owner: 'acme', name: 'api', ownerId: 1234567, id: 7654321 };
export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** The workload of the contract's `targets.ts`. */
export const WORKLOAD: ResolvedWorkload = {
  name: 'api', port: 8080, cpu: 1, memoryMiB: 2048, replicas: { min: 3, max: 3 }, healthPath: '/healthz',
  env: { LOG_LEVEL: 'info' }, secrets: {}, ingress: Ingress.PUBLIC,
};

export const REGISTRIES = {
  ghcr: { kind: 'ghcr', host: 'ghcr.io', repository: 'ghcr.io/acme/api', isPublic: false },
  artifactRegistry: {
    kind: 'artifactRegistry', host: 'europe-west1-docker.pkg.dev', repository: 'europe-west1-docker.pkg.dev/acme-prod/containers/api', isPublic: false,
    artifactRegistry: { project: 'acme-prod', location: 'europe-west1', repository: 'containers' },
  },
  acr: { kind: 'acr', host: 'acmeprod.azurecr.io', repository: 'acmeprod.azurecr.io/api', isPublic: false, acr: { registry: 'acmeprod' } },
} satisfies Record<string, RegistryInfo>;

export interface FakeContext extends TargetContext {
  readonly problems: TargetProblem[];
}

export type ContextChanges = Omit<Partial<TargetContext>, 'workload'> & { readonly workload?: Partial<ResolvedWorkload> };

export function fakeContext(changes: ContextChanges = {}): FakeContext {
  const problems: TargetProblem[] = [];
  const id = changes.id ?? 'production';
  const registry = 'registry' in changes ? changes.registry : REGISTRIES.ghcr;
  const repository = 'repository' in changes ? changes.repository : REPOSITORY;
  const environment = changes.environment ?? id;
  return {
    id, environment, directory: `deploy/${id}`, imagePlatforms: ['linux/amd64'], defaultBranch: 'main', refs: ['refs/heads/main'],
    subject: repository && environmentSubject(repository, environment),
    rollout: Rollout.rolling(), imageRepository: registry?.repository ?? '',
    report: (problem) => problems.push(problem),
    ...changes,
    repository, registry, problems,
    workload: { ...WORKLOAD, ...changes.workload },
  };
}
