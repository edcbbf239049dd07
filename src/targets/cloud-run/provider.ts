/** Google Cloud Run: one service, its revisions, and the traffic between them. */
import { bootstrapCommands, bootstrapFiles, mapsDomain, MAPPING_REGIONS } from './bootstrap';
import { COMMANDS } from './commands';
import { checkEnvironment, checkScale, checkServiceName, checkSize, checkWorkerPool } from './limits';
import { operations } from './operations';
import type { CloudRunPlatformProps } from './props';
import { cloudRunDocument, expectedDocument, renderDocument } from './service';
import { CloudRunSettings, readSettings } from './settings';
import { nearest } from '../../nearest';
import type { RegistryInfo } from '../../registries/provider';
import type { CloudRunSecret } from '../../secret-ref';
import { isRecord } from '../../values';
import { reportImagePlatform } from '../support/image-platform';
import { emptyOutput } from '../support/output';
import { reportUnpublished } from '../support/published';
import { reportShare } from '../support/rollout';
import { homesOf, isUsable, reportHealthCommand, reportHealthWithoutPort, reportIngressWithoutPort, reportSharedNames } from '../support/workload';
import type { TargetContext, TargetOutput, TargetProvider } from '../target';

export class CloudRunTarget implements TargetProvider {
  public readonly kind = 'cloud-run';
  public readonly title = 'Google Cloud Run';
  public readonly pullable = ['Registry.artifactRegistry(…)', 'Registry.ghcr({ public: true })', 'Registry.dockerHub({ public: true })'];

  constructor(private readonly props: CloudRunPlatformProps) {}

  public canPull(registry: RegistryInfo): boolean {
    return registry.kind === 'artifactRegistry' || (registry.isPublic && ['ghcr', 'dockerHub'].includes(registry.kind));
  }

  public synthesize(context: TargetContext): TargetOutput {
    const report = context.report.bind(context);
    const usable = isUsable(context.workload, report);
    const settings = readSettings(this.props, context);
    if (!usable) return emptyOutput();
    const secrets = secretsOf(context);
    check(context, settings);
    const document = cloudRunDocument(context, settings, secrets);
    const bootstrap = bootstrapFiles(context, settings, secrets);
    return {
      files: [
        { path: COMMANDS[settings.kind].file, content: renderDocument(document) },
        { path: 'expected.json', content: expectedDocument(document) },
      ],
      bootstrap,
      bootstrapCommands: bootstrapCommands(context, settings, bootstrap),
      accounts: bootstrap.length ? [{ cloud: 'gcp', account: settings.project, kind: 'identity-pool', projectNumber: settings.projectNumber }] : [],
      operations: operations(context, settings),
      reach: `Cloud Run in the project ${settings.project}`,
      owns: [`the Cloud Run ${settings.kind} ${settings.service} in ${settings.project}/${settings.region}`],
      notes: notes(context, settings),
    };
  }
}

function check(context: TargetContext, settings: CloudRunSettings): void {
  const { workload } = context;
  const report = context.report.bind(context);
  const tagged = context.rollout.kind !== 'rolling' && settings.kind === 'service';
  checkServiceName(settings.service, tagged, settings.service === workload.name ? 'workload.name' : 'platform.serviceName', report);
  checkSize(workload, report);
  if (settings.kind === 'service') checkScale(workload, report);
  else checkWorkerPool(context, report);
  checkEnvironment(workload, report);
  reportSharedNames(workload, report);
  reportHealthCommand(workload, 'Cloud Run', report);
  reportHealthWithoutPort(workload, report);
  reportIngressWithoutPort(workload, report);
  reportImagePlatform(context, 'linux/amd64', 'Cloud Run runs linux/amd64 only', 'build it for linux/amd64, too', report);
  if (workload.ingress !== 'public') reportUnpublished({ ...context, certificate: undefined }, false, report);
  checkPull(context);
  checkCpuBetweenRequests(context, settings);
  reportShare(context.rollout, 'Cloud Run splits', report);
  checkDomain(context, settings);
}

function checkPull(context: TargetContext): void {
  if (!context.registry?.pullSecret) return;
  context.report({
    ruleId: 'registry', at: 'image', message: 'Cloud Run pulls with no stored secret', value: context.registry.repository,
    allowed: ['Registry.artifactRegistry(…)', 'a public image of GHCR or Docker Hub'],
    fix: 'push to Artifact Registry too, or put a remote repository of Artifact Registry in front',
  });
}

function checkCpuBetweenRequests(context: TargetContext, settings: CloudRunSettings): void {
  if (!settings.cpuAlwaysAllocated || context.workload.cpu >= 1) return;
  context.report({
    ruleId: 'workload-size', at: 'workload.cpu', message: 'below one CPU, Cloud Run takes the CPU away between requests',
    value: context.workload.cpu, allowed: ['1 or more'], nearest: ['1'], fix: 'give it one CPU, or leave cpuAlwaysAllocated out',
  });
}

function checkDomain(context: TargetContext, settings: CloudRunSettings): void {
  if (context.certificate !== undefined) {
    context.report({
      ruleId: 'target-cloud-run-certificate', at: 'certificate', value: context.certificate,
      message: settings.loadBalancer ? 'the certificate belongs to your load balancer' : 'Google makes the certificate of a mapped domain',
      fix: 'leave certificate out',
    });
  }
  if (context.preview) return checkPreviewDomain(context, settings);
  if (!mapsDomain(context, settings) || MAPPING_REGIONS.includes(settings.region)) return;
  context.report({
    ruleId: 'target-cloud-run-domain', at: 'domain', message: `Cloud Run maps no domains in ${settings.region}`, value: context.domain,
    allowed: MAPPING_REGIONS, nearest: nearest(settings.region, MAPPING_REGIONS, 2),
    fix: 'platform.loadBalancer: true, with a load balancer of your own that holds the domain',
  });
}

/** Domains are mapped one by one, by somebody who owns them; Google's own follows from the service's name. */
function checkPreviewDomain(context: TargetContext, settings: CloudRunSettings): void {
  if (!mapsDomain(context, settings)) return;
  const own = `https://${settings.service.replace(context.preview!.suffix, 'pr-{number}')}-${settings.projectNumber}.${settings.region}.run.app`;
  context.report({
    ruleId: 'target-cloud-run-domain', at: 'url', message: 'no domain is mapped to a preview', value: context.url, allowed: [own], nearest: [own],
    fix: 'use Google\'s own URL, or platform.loadBalancer: true with a load balancer whose URL mask knows the previews',
  });
}

function secretsOf(context: TargetContext): Record<string, CloudRunSecret> {
  const homes = homesOf<CloudRunSecret>(context, 'cloudRun', 'Cloud Run', '{ name: \'db-url\', version: \'1\' }');
  return Object.fromEntries(Object.entries(homes).filter(([name, home]) => {
    const value: unknown = home;
    const valid = isRecord(value) && /^(projects\/\d+\/secrets\/)?[A-Za-z0-9_-]{1,255}$/.test(String(value.name)) && /^\d+$/.test(String(value.version));
    if (!valid) {
      context.report({
        ruleId: 'secret-home', at: `workload.secrets.${name}.cloudRun`, message: 'no version of a Secret Manager secret', value,
        allowed: ['{ name: \'db-url\', version: \'3\' }', '{ name: \'projects/<number>/secrets/db-url\', version: \'3\' }'],
        fix: 'name one version: `latest` would change under a running revision',
      });
    }
    return valid;
  }));
}

function notes(context: TargetContext, settings: CloudRunSettings): string[] {
  const { workload, rollout } = context;
  return [
    ...(settings.kind === 'workerPool' ? ['Without a port it is a worker pool, which gcloud knows as beta: a fixed number of instances, all always running.'] : []),
    ...(workload.cpu < 1 && settings.kind === 'service' ? ['Below one CPU an instance takes one request at a time, on the first generation of Cloud Run.'] : []),
    ...(workload.ingress === 'internal' && settings.invokers.length === 0
      ? ['Nobody may call the service yet: list callers in `invokers`, or `allUsers` for the whole network.'] : []),
    ...(workload.healthPath || settings.kind === 'workerPool' ? [] : ['No healthPath: an instance counts as healthy once it listens on its port.']),
    ...(rollout.kind === 'blueGreen' ? ['The old revision stays after the switch without costing anything.'] : []),
  ];
}
