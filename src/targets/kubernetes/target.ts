/** Kubernetes as a platform: from one plan to manifests or a program, the commands that deploy them, and the trust. */
import { bootstrapCommands, bootstrapFiles } from './bootstrap/bootstrap';
import type { ClusterSpec } from './cluster';
import { clusterName } from './cluster-name';
import { Identity, identityOf } from './identity';
import { manifestFiles, PLACEHOLDER_IMAGE } from './kustomization';
import { makePlan } from './make-plan';
import { notes } from './notes';
import { allObjects } from './objects/all';
import { KubernetesObject } from './objects/object';
import { kubectlOperations } from './operations/kubectl';
import { pulumiOperations } from './operations/pulumi';
import type { Plan } from './plan';
import type { KubernetesPlatformProps } from './props';
import { IMAGE_MARK } from './pulumi/program';
import { pulumiFiles } from './pulumi/project';
import type { RegistryInfo } from '../../registries/registry';
import { emptyOutput } from '../support/output';
import type { TargetContext, TargetOutput, TargetProvider } from '../target';

/** Registries that a cloud's own nodes pull from without a stored secret. */
const OWN_REGISTRY: Readonly<Record<string, { readonly kind: string; readonly factory: string } | undefined>> = {
  eks: { kind: 'ecr', factory: 'Registry.ecr(…)' },
  gke: { kind: 'artifactRegistry', factory: 'Registry.artifactRegistry(…)' },
  aks: { kind: 'acr', factory: 'Registry.acr(…)' },
};

export class KubernetesTarget implements TargetProvider {
  public readonly kind = 'kubernetes';
  public readonly title = 'Kubernetes';

  constructor(private readonly props: KubernetesPlatformProps) {}

  /** A stored credential trusts whoever holds it. */
  public get needsRepository(): boolean {
    const spec = this.props?.cluster?._spec;
    return spec?.kind !== 'kubeconfig' && !(spec?.kind === 'existing' && spec.props.tokenSecret !== undefined);
  }

  public canPull(registry: RegistryInfo): boolean {
    return registry.isPublic || registry.pullSecret !== undefined || registry.kind === this.ownRegistry?.kind;
  }

  public get pullable(): readonly string[] {
    return [...(this.ownRegistry ? [this.ownRegistry.factory] : []), 'any registry with `public: true`', 'any registry with the `pullSecret` of the namespace'];
  }

  public synthesize(context: TargetContext): TargetOutput {
    const planned = makePlan(context, this.props);
    if (!planned) return emptyOutput();
    const { plan, cluster } = planned;
    const identity = identityOf(context, plan, cluster);
    const objects = allObjects(plan, plan.props.pulumi ? IMAGE_MARK : PLACEHOLDER_IMAGE);
    return {
      ...deployment(context, plan, identity, objects),
      bootstrap: bootstrapFiles(plan, objects, identity),
      bootstrapCommands: bootstrapCommands(context, plan, cluster, identity),
      accounts: [...identity.accounts, ...pullNeeds(context, cluster)],
      ...credentialsOf(cluster, plan.namespace),
      reach: `the namespace ${plan.namespace} of ${clusterName(cluster, context.environment)}`,
      owns: [`the Deployment ${plan.namespace}/${plan.name} in ${clusterName(cluster, context.environment)}`],
      notes: notes(plan, identity, context.imagePlatforms),
    };
  }

  private get ownRegistry() {
    const kind = this.props?.cluster?.kind;
    return typeof kind === 'string' && Object.hasOwn(OWN_REGISTRY, kind) ? OWN_REGISTRY[kind] : undefined;
  }
}

/** One mode a target: two owners never hold one object. */
function deployment(
  context: TargetContext, plan: Plan, identity: Identity, objects: readonly KubernetesObject[],
): Pick<TargetOutput, 'files' | 'operations'> {
  const { pulumi } = plan.props;
  const login = () => identity.login();
  if (pulumi) {
    return { files: pulumiFiles(context, plan, pulumi, objects), operations: pulumiOperations(context, plan, pulumi, objects, login) };
  }
  return {
    files: manifestFiles(plan, context.imageRepository, objects),
    operations: kubectlOperations(context, plan, objects, login),
  };
}

/** The nodes of another account pull by the repository's own policy. */
function pullNeeds({ registry }: TargetContext, cluster: ClusterSpec): TargetOutput['accounts'] {
  const ecr = registry?.ecr;
  if (cluster.kind !== 'eks' || !ecr || ecr.account === cluster.props.account) return [];
  return [{ cloud: 'aws', account: ecr.account, kind: 'ecr-pull', region: ecr.region, repository: ecr.repository, byAccount: cluster.props.account }];
}

/** A stored credential is a service account's of one namespace. */
function credentialsOf({ kind, props }: ClusterSpec, namespace: string): Pick<TargetOutput, 'credentials'> {
  const secret = kind === 'kubeconfig' ? props.secret : kind === 'existing' ? props.tokenSecret : undefined;
  return secret === undefined ? {} : { credentials: { [secret]: `the namespace ${namespace}${kind === 'existing' ? ` of ${props.server}` : ''}` } };
}
