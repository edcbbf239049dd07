/**
 * The workload as an ARM template. The template owns domains and traffic: what it leaves out, Azure removes.
 * https://learn.microsoft.com/azure/templates/microsoft.app/containerapps
 */
import { gibibytes } from './limits';
import type { AzureSettings } from './settings';
import { literal } from '../../trust/azure/template';
import { patched } from '../support/patch';
import type { ResolvedWorkload, TargetContext } from '../target';

export const API_VERSION = '2025-07-01';
export const APP = 'Microsoft.App/containerApps';
export const ENVIRONMENT = 'Microsoft.App/managedEnvironments';

/** Requests at once in one instance where the workload scales to nothing and says no number: Azure's own default. */
const DEFAULT_REQUESTS = 10;
const DEFAULT_CPU = 70;

/** A pull credential that is stored: user name, and the password's secret. */
export interface PullCredential {
  readonly server: string;
  readonly username: string;
  readonly url: string;
}

export interface AppParts {
  /** Key Vault URLs by variable. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly credential?: PullCredential;
}

const PULL_SECRET = 'registry-password';

export function appTemplate(context: TargetContext, settings: AzureSettings, parts: AppParts): object {
  const tagged = context.rollout.kind !== 'rolling';
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      // no default: only a deploy knows the image
      image: { type: 'string', minLength: 73, metadata: { description: 'repository@sha256:digest' } },
      revisionSuffix: { type: 'string', metadata: { description: 'what the new revision is called behind the app\'s name and --' } },
      ...(tagged ? { traffic: { type: 'array', defaultValue: [{ latestRevision: true, weight: 100 }], metadata: { description: 'which revisions get how much' } } } : {}),
    },
    resources: [{
      type: APP,
      apiVersion: API_VERSION,
      name: settings.app,
      location: settings.location ?? '[resourceGroup().location]',
      identity: { type: 'UserAssigned', userAssignedIdentities: { [settings.identity]: {} } },
      properties: {
        environmentId: environmentId(settings),
        ...(settings.workloadProfile ? { workloadProfileName: settings.workloadProfile } : {}),
        configuration: configuration(context, settings, parts, tagged),
        template: {
          revisionSuffix: '[parameters(\'revisionSuffix\')]',
          containers: [container(context.workload, Object.keys(parts.secrets))],
          scale: scale(context.workload),
        },
      },
    }],
    outputs: context.workload.ingress === 'none' ? {} : {
      fqdn: { type: 'string', value: `[reference(resourceId('${APP}', '${settings.app}'), '${API_VERSION}').configuration.ingress.fqdn]` },
    },
  };
  return patched(template, settings.overrides, 'platform.overrides', (problem) => context.report(problem));
}

export function environmentId(settings: AzureSettings): string {
  const group = settings.environmentGroup === settings.resourceGroup ? '' : `'${settings.environmentGroup}', `;
  return `[resourceId(${group}'${ENVIRONMENT}', '${settings.environment}')]`;
}

function configuration(context: TargetContext, settings: AzureSettings, parts: AppParts, tagged: boolean): object {
  const { workload } = context;
  const secrets = [
    ...Object.entries(parts.secrets).map(([name, url], i, all) => ({
      name: secretName(name, all.slice(0, i).map(([n]) => n)), keyVaultUrl: url, identity: settings.identity,
    })),
    ...(parts.credential ? [{ name: PULL_SECRET, keyVaultUrl: parts.credential.url, identity: settings.identity }] : []),
  ];
  return {
    activeRevisionsMode: tagged ? 'Multiple' : 'Single',
    ...(workload.ingress === 'none' ? {} : { ingress: ingress(context, settings, tagged) }),
    registries: registries(context, settings, parts.credential),
    secrets,
  };
}

function ingress(context: TargetContext, settings: AzureSettings, tagged: boolean): object {
  const { workload } = context;
  return {
    external: workload.ingress === 'public',
    targetPort: workload.port,
    transport: 'auto',
    allowInsecure: false,
    ...(tagged ? { traffic: '[parameters(\'traffic\')]' } : { traffic: [{ latestRevision: true, weight: 100 }] }),
    customDomains: customDomains(context, settings),
  };
}

/** A domain of one's own: with a certificate of the environment, else with one that Azure makes. */
function customDomains(context: TargetContext, settings: AzureSettings): object[] {
  if (!hasOwnDomain(context)) return [];
  if (context.certificate === undefined) return [{ name: context.domain, bindingType: 'Auto' }];
  const group = settings.environmentGroup === settings.resourceGroup ? '' : `'${settings.environmentGroup}', `;
  const certificateId = context.certificate.startsWith('/')
    ? context.certificate
    : `[resourceId(${group}'${ENVIRONMENT}/certificates', '${settings.environment}', '${context.certificate}')]`;
  return [{ name: context.domain, bindingType: 'SniEnabled', certificateId }];
}

export function hasOwnDomain(context: TargetContext): boolean {
  return context.domain !== undefined && !context.domain.endsWith('.azurecontainerapps.io') && context.workload.ingress === 'public';
}

function registries(context: TargetContext, settings: AzureSettings, credential: PullCredential | undefined): object[] {
  const { registry } = context;
  if (credential) return [{ server: credential.server, username: credential.username, passwordSecretRef: PULL_SECRET }];
  return registry?.acr ? [{ server: registry.host, identity: settings.identity }] : [];
}

function container(workload: ResolvedWorkload, secrets: readonly string[]): object {
  return {
    name: workload.name,
    image: '[parameters(\'image\')]',
    ...(workload.command ? { command: workload.command.map(literal) } : {}),
    ...(workload.args ? { args: workload.args.map(literal) } : {}),
    env: [
      ...Object.entries(workload.env).map(([name, value]) => ({ name, value: literal(value) })),
      ...secrets.map((name, i) => ({ name, secretRef: secretName(name, secrets.slice(0, i)) })),
    ],
    resources: { cpu: workload.cpu, memory: gibibytes(workload.memoryMiB) },
    probes: probes(workload),
  };
}

/** `DATABASE_URL` → `database-url`; two variables that differ in underscores only are numbered. */
export function secretName(variable: string, before: readonly string[]): string {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'secret';
  const same = before.filter((name) => plain(name) === plain(variable)).length;
  return same === 0 ? plain(variable) : `${plain(variable)}-${same + 1}`;
}

function probes(workload: ResolvedWorkload): object[] {
  if (workload.healthPath === undefined) return [];
  const httpGet = { path: workload.healthPath, port: workload.port, scheme: 'HTTP' };
  return [
    // four minutes to start, with the ten failures that Azure allows at most
    { type: 'Startup', httpGet, periodSeconds: 24, timeoutSeconds: 5, failureThreshold: 10 },
    { type: 'Readiness', httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    { type: 'Liveness', httpGet, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 3 },
  ];
}

function scale(workload: ResolvedWorkload): object {
  const { min, max } = workload.replicas;
  return { minReplicas: min, maxReplicas: max, rules: min === max && !workload.scaleOn ? [] : scaleRules(workload) };
}

function scaleRules(workload: ResolvedWorkload): object[] {
  const { cpuPercent, memoryPercent, requests } = workload.scaleOn ?? {};
  const nothingSaid = cpuPercent === undefined && memoryPercent === undefined && requests === undefined;
  const http = requests ?? (nothingSaid && workload.replicas.min === 0 ? DEFAULT_REQUESTS : undefined);
  const cpu = cpuPercent ?? (nothingSaid && http === undefined ? DEFAULT_CPU : undefined);
  const utilization = (type: string, percent: number | undefined) => (percent === undefined ? [] : [
    { name: type, custom: { type, metadata: { type: 'Utilization', value: String(percent) } } },
  ]);
  return [
    ...(http === undefined ? [] : [{ name: 'http', http: { metadata: { concurrentRequests: String(http) } } }]),
    ...utilization('cpu', cpu),
    ...utilization('memory', memoryPercent),
  ];
}
