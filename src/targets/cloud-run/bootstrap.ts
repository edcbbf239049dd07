/** The one-time trust of a Cloud Run target, as Terraform JSON: who deploys, what it may do, what the workload runs as. */
import type { CloudRunSettings } from './settings';
import type { CloudRunSecret } from '../../secret-ref';
import { identityResources, isTrustable } from '../../trust/gcp/identity';
import { poolId, providerId } from '../../trust/gcp/names';
import { Resources, terraform } from '../../trust/gcp/terraform';
import { derivedName } from '../support/names';
import type { TargetContext, TargetFile, TargetOutput } from '../target';

type Secrets = Readonly<Record<string, CloudRunSecret>>;

/** Regions in which Cloud Run maps domains. https://cloud.google.com/run/docs/mapping-custom-domains */
export const MAPPING_REGIONS = [
  'asia-east1', 'asia-northeast1', 'asia-southeast1', 'europe-north1', 'europe-west1', 'europe-west4',
  'us-central1', 'us-east1', 'us-east4', 'us-west1',
];

const DEPLOYER = '${google_service_account.github.member}';

export function bootstrapFiles(context: TargetContext, settings: CloudRunSettings, secrets: Secrets): TargetFile[] {
  const { repository, environment, refs, id } = context;
  const report = context.report.bind(context);
  if (!settings.deployAccountId || !settings.ownsProvider) return []; // the user's own trust
  if (!isTrustable(repository, environment, report)) return [];
  const { project, projectNumber } = settings;
  const identity = {
    project, projectNumber, repository, environments: [environment], refs,
    pool: poolId(repository), provider: providerId(id), account: settings.deployAccountId,
  };
  const resources = [
    { google_project_service: { run: { project, service: 'run.googleapis.com', disable_on_destroy: false } } },
    identityResources(identity),
    runtimeResources(context, settings, secrets),
    deployerRoles(context, settings),
    imageRoles(context, settings),
  ];
  return [{ path: 'bootstrap.tf.json', content: terraform({ project, resources }) }];
}

/** The account that the workload runs as, and the secrets that it reads. */
function runtimeResources(context: TargetContext, settings: CloudRunSettings, secrets: Secrets): Resources {
  const { project } = settings;
  const names = [...new Set(Object.values(secrets).map((secret) => secret.name))].sort();
  const member = settings.runtimeAccountId ? '${google_service_account.runtime.member}' : `serviceAccount:${settings.runtimeAccount}`;
  return {
    ...(settings.runtimeAccountId ? {
      google_service_account: { runtime: { project, account_id: settings.runtimeAccountId, display_name: `Runs ${context.preview ? `the previews of ${context.id}` : settings.service}` } },
    } : {}),
    ...(names.length ? {
      google_secret_manager_secret_iam_member: Object.fromEntries(names.map((name) => {
        const parts = name.split('/'); // projects/<number>/secrets/<name>, or <name>
        return [
          `secret_${derivedName([name], 60).replaceAll('-', '_')}`,
          { project: parts[1] ?? project, secret_id: parts[parts.length - 1], role: 'roles/secretmanager.secretAccessor', member },
        ];
      })),
    } : {}),
  };
}

/** Deploying: services of the project, and acting as the one account that the workload runs as. */
function deployerRoles(context: TargetContext, settings: CloudRunSettings): Resources {
  const { project } = settings;
  const deploys: Record<string, object> = grantsInvokers(context, settings)
    // says who may call the services that it creates, too
    ? { run_admin: { project, role: 'roles/run.admin', member: DEPLOYER } }
    : { run_developer: { project, role: 'roles/run.developer', member: DEPLOYER } };
  const runtime = settings.runtimeAccountId ? '${google_service_account.runtime.name}' : `projects/-/serviceAccounts/${settings.runtimeAccount}`;
  return {
    google_project_iam_member: deploys,
    google_service_account_iam_member: {
      act_as_runtime: { service_account_id: runtime, role: 'roles/iam.serviceAccountUser', member: DEPLOYER },
    },
  };
}

/** Reading the image: the deployer, and from another project Cloud Run's own agent. */
function imageRoles(context: TargetContext, settings: CloudRunSettings): Resources {
  const registry = context.registry?.artifactRegistry;
  if (!registry) return {};
  const { project, location, repository } = registry;
  const reader = (member: string) => ({ project, location, repository, role: 'roles/artifactregistry.reader', member });
  const agent = `serviceAccount:service-${settings.projectNumber}@serverless-robot-prod.iam.gserviceaccount.com`;
  return {
    google_artifact_registry_repository_iam_member: {
      deployer_reads: reader(DEPLOYER),
      ...(project === settings.project ? {} : { cloud_run_reads: { ...reader(agent), depends_on: ['google_project_service.run'] } }),
    },
  };
}

export function bootstrapCommands(context: TargetContext, settings: CloudRunSettings, files: readonly TargetFile[]): TargetOutput['bootstrapCommands'] {
  const folder = `${context.directory}/bootstrap`;
  const at = `--project ${settings.project} --region ${settings.region}`;
  const takesRequests = context.workload.ingress !== 'none' && !context.preview;
  return [
    ...(files.length ? [{
      description: 'Create the identity that deploys, the one that the workload runs as, and their rights (keep the state that Terraform writes)',
      command: `terraform -chdir=${folder} init && terraform -chdir=${folder} apply`,
    }] : []),
    ...(takesRequests && settings.invokers.length ? [{
      description: 'Create the service with a placeholder if it is missing, so that the next command can say who may call it before the first deploy',
      // run again, it must not put the placeholder in the place of what serves
      command: `gcloud run services describe ${settings.service} ${at} >/dev/null 2>&1 ||\n  gcloud run deploy ${settings.service} ${at} --image us-docker.pkg.dev/cloudrun/container/hello --ingress internal --no-allow-unauthenticated --quiet`,
    }, ...settings.invokers.map((member) => ({
      description: `Let ${member === 'allUsers' ? 'everybody' : member} send requests`,
      command: `gcloud run services add-iam-policy-binding ${settings.service} ${at} --member '${member}' --role roles/run.invoker`,
    }))] : []),
    ...(mapsDomain(context, settings) && !context.preview ? [{
      description: `Map ${context.domain} to the service, then set the DNS records that the command prints`,
      command: `gcloud beta run domain-mappings create --service ${settings.service} --domain ${context.domain} ${at}`,
    }] : []),
  ];
}

/** A preview's service is there once its job made it, so the job says who may call it; for a target a person does, once. */
export function grantsInvokers(context: TargetContext, settings: CloudRunSettings): boolean {
  return context.preview !== undefined && context.workload.ingress !== 'none' && settings.invokers.length > 0;
}

/** A domain of one's own that Cloud Run is to answer for. */
export function mapsDomain(context: TargetContext, settings: CloudRunSettings): boolean {
  return context.domain !== undefined && !context.domain.endsWith('.run.app') && !settings.loadBalancer && context.workload.ingress === 'public';
}
