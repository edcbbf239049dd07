import { AzureContainerAppsPlatformProps, AzureContainerAppsTarget } from './targets/azure-container-apps';
import { CloudRunPlatformProps, CloudRunTarget } from './targets/cloud-run';
import { CustomPlatformProps, CustomTarget } from './targets/custom';
import { EcsPlatformProps, EcsTarget } from './targets/ecs';
import { KubernetesCluster, KubernetesPlatformProps, KubernetesTarget } from './targets/kubernetes';
import { SwarmPlatformProps, SwarmTarget } from './targets/swarm';
import { TargetProvider } from './targets/target';

/** Where a workload runs. One folder a platform under `targets/`; this class is the list. */
export class Platform {
  /** AWS ECS on Fargate, by CloudFormation. Needs `aws-cdk-lib` at synthesis. */
  public static ecs(props: EcsPlatformProps): Platform {
    return new Platform(new EcsTarget(props));
  }

  /** Google Cloud Run. */
  public static cloudRun(props: CloudRunPlatformProps): Platform {
    return new Platform(new CloudRunTarget(props), { id: props?.project, number: props?.projectNumber });
  }

  /** Azure Container Apps, by an ARM template. */
  public static azureContainerApps(props: AzureContainerAppsPlatformProps): Platform {
    return new Platform(new AzureContainerAppsTarget(props));
  }

  /** Kubernetes, by kubectl and kustomize, or by Pulumi. */
  public static kubernetes(props: KubernetesPlatformProps): Platform {
    return new Platform(new KubernetesTarget(props), googleProject(props?.cluster));
  }

  /** Docker Swarm, over SSH. */
  public static swarm(props: SwarmPlatformProps): Platform {
    return new Platform(new SwarmTarget(props));
  }

  /** Anything else, by steps of your own. */
  public static custom(props: CustomPlatformProps): Platform {
    return new Platform(new CustomTarget(props));
  }

  private constructor(
    /** @internal */
    public readonly _provider: TargetProvider,
    /** @internal */
    public readonly _googleProject?: { readonly id: string; readonly number: string },
  ) {}
}

function googleProject(cluster: KubernetesCluster | undefined): { id: string; number: string } | undefined {
  const spec = cluster?._spec;
  return spec?.kind === 'gke' ? { id: spec.props.project, number: spec.props.projectNumber } : undefined;
}
