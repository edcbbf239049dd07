/** The platform's props, checked, with every default filled in. */
import type { CloudRunNetwork } from './props';
import { accountEmail, accountId, poolId, providerId, providerName } from '../../trust/gcp/names';
import { isRecord } from '../../values';
import { Input } from '../support/input';
import { nameOf } from '../support/preview';
import type { TargetContext } from '../target';

export interface CloudRunSettings {
  /** Without a port there are no requests: Cloud Run has worker pools for that. */
  readonly kind: 'service' | 'workerPool';
  readonly project: string;
  readonly projectNumber: string;
  readonly region: string;
  readonly service: string;
  /** Email that the workload runs as. */
  readonly runtimeAccount: string;
  /** Id of the account above, where the bootstrap creates it. */
  readonly runtimeAccountId?: string;
  readonly deployAccount: string;
  /** Id of the account above, where the bootstrap creates it. */
  readonly deployAccountId?: string;
  readonly workloadIdentityProvider: string;
  /** The bootstrap creates the provider. */
  readonly ownsProvider: boolean;
  readonly invokers: readonly string[];
  readonly loadBalancer: boolean;
  readonly requestTimeoutSeconds: number;
  readonly cpuAlwaysAllocated: boolean;
  readonly network?: CloudRunNetwork;
  readonly overrides?: Readonly<Record<string, unknown>>;
}

const EMAIL = { pattern: /^[^@\s]+@[^@\s]+$/, allowed: 'an email: name@project.iam.gserviceaccount.com' };

export function readSettings(props: unknown, context: TargetContext): CloudRunSettings {
  const input = new Input(props, (problem) => context.report(problem), 'target-cloud-run-props', 'platform');
  const { repository, id } = context;
  const project = input.text('project', { pattern: /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/, allowed: 'the id of a project: 6–30 lower-case letters, digits and hyphens' });
  const projectNumber = input.text('projectNumber', {
    pattern: /^\d+$/, allowed: 'digits, as a text', fix: 'gcloud projects describe PROJECT --format=\'value(projectNumber)\'',
  });
  const runtime = input.optionalText('serviceAccount', EMAIL);
  const deploy = input.optionalText('deployServiceAccount', EMAIL);
  const provider = input.optionalText('workloadIdentityProvider', {
    pattern: /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[^/]+\/providers\/[^/]+$/,
    allowed: 'projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>',
  });
  const runtimeAccountId = runtime ? undefined : accountId(repository, id, 'run');
  const deployAccountId = deploy ? undefined : accountId(repository, id);
  return {
    kind: context.workload.port === undefined && context.workload.ingress === 'none' ? 'workerPool' : 'service',
    project, projectNumber,
    region: input.text('region', { pattern: /^[a-z]+-[a-z]+\d+$/, allowed: 'a region: europe-west1' }),
    service: nameOf(input.optionalText('serviceName'), context),
    runtimeAccount: runtime ?? accountEmail(runtimeAccountId!, project),
    runtimeAccountId,
    deployAccount: deploy ?? accountEmail(deployAccountId!, project),
    deployAccountId,
    workloadIdentityProvider: provider ?? providerName(projectNumber, poolId(repository), providerId(id)),
    ownsProvider: provider === undefined,
    invokers: input.texts('invokers', {
      pattern: /^(allUsers|allAuthenticatedUsers|(user|group|serviceAccount|domain|principal|principalSet):\S+)$/,
      allowed: 'allUsers, serviceAccount:…, group:…, user:…, domain:…',
    }) ?? (context.workload.ingress === 'public' ? ['allUsers'] : []),
    loadBalancer: input.flag('loadBalancer', false),
    requestTimeoutSeconds: input.integer('requestTimeoutSeconds', 300, 1, 3600),
    cpuAlwaysAllocated: input.flag('cpuAlwaysAllocated', false),
    network: readNetwork(input.record('network'), context),
    overrides: input.record('overrides'),
  };
}

function readNetwork(network: unknown, context: TargetContext): CloudRunNetwork | undefined {
  if (!isRecord(network)) return undefined;
  const input = new Input(network, (problem) => context.report(problem), 'target-cloud-run-props', 'platform.network');
  return { network: input.text('network'), subnetwork: input.text('subnetwork'), allTraffic: input.flag('allTraffic', false) };
}
