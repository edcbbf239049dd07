/** Azure Container Apps: one app, its revisions, and the traffic between them. */
import { appTemplate, AppParts, hasOwnDomain, PullCredential } from './app-template';
import { bootstrapCommands, bootstrapFiles } from './bootstrap';
import { environmentTemplate } from './environment-template';
import { checkAppName, checkReplicas, checkScale, checkSize } from './limits';
import { operations } from './operations';
import type { AzureContainerAppsPlatformProps } from './props';
import { AzureSettings, readSettings } from './settings';
import type { RegistryInfo } from '../../registries/provider';
import { reportImagePlatform } from '../support/image-platform';
import { emptyOutput } from '../support/output';
import { reportUnpublished } from '../support/published';
import { reportNothingToShift, reportShare } from '../support/rollout';
import { homesOf, isUsable, reportHealthCommand, reportHealthWithoutPort, reportIngressWithoutPort, reportSharedNames } from '../support/workload';
import type { TargetContext, TargetOutput, TargetProvider } from '../target';

const SECRET_URL = /^https:\/\/([a-z0-9-]{3,24})\.vault\.(azure\.net|azure\.cn|usgovcloudapi\.net)\/secrets\/[A-Za-z0-9-]{1,127}(\/[0-9a-f]{32})?$/i;
const SECRET_EXAMPLE = 'https://<vault>.vault.azure.net/secrets/<name>[/<version>]';

export class AzureContainerAppsTarget implements TargetProvider {
  public readonly kind = 'azure-container-apps';
  public readonly title = 'Azure Container Apps';
  public readonly pullable = ['Registry.acr(…)', 'a registry with public: true'];

  constructor(private readonly props: AzureContainerAppsPlatformProps) {}

  public canPull(registry: RegistryInfo): boolean {
    return registry.kind === 'acr' || registry.isPublic;
  }

  public synthesize(context: TargetContext): TargetOutput {
    const usable = isUsable(context.workload, context.report.bind(context));
    const settings = readSettings(this.props, context);
    if (!usable) return emptyOutput();
    const parts: AppParts = { secrets: secretsOf(context), credential: credentialOf(context, settings) };
    check(context, settings);
    const bootstrap = bootstrapFiles(context, settings);
    return {
      files: [
        { path: 'app.json', content: appTemplate(context, settings, parts) },
        ...(settings.newEnvironment ? [{ path: 'environment.json', content: environmentTemplate(settings, settings.newEnvironment) }] : []),
      ],
      bootstrap,
      bootstrapCommands: bootstrapCommands(context, settings, vaultsOf(parts), bootstrap),
      accounts: [],
      operations: operations(context, settings),
      reach: `the container apps of ${settings.subscriptionId}/${settings.resourceGroup}`,
      owns: [`the container app ${settings.app} in ${settings.subscriptionId}/${settings.resourceGroup}`],
      notes: notes(context),
    };
  }
}

function check(context: TargetContext, settings: AzureSettings): void {
  const { workload, rollout } = context;
  const report = context.report.bind(context);
  checkAppName(settings.app, settings.app === workload.name ? 'workload.name' : 'platform.appName', report);
  checkSize(workload, settings.workloadProfile, report);
  checkReplicas(workload, report);
  checkScale(workload, report);
  reportSharedNames(workload, report);
  reportHealthCommand(workload, 'Container Apps', report);
  reportHealthWithoutPort(workload, report);
  reportIngressWithoutPort(workload, report);
  reportImagePlatform(context, 'linux/amd64', 'Container Apps run linux/amd64 only', 'build it for linux/amd64, too', report);
  checkDomain(context);
  if (workload.ingress === 'none') reportNothingToShift(rollout, report);
  checkPreview(context);
  reportShare(rollout, 'Container Apps split', report);
}

function checkDomain(context: TargetContext): void {
  const published = context.workload.ingress === 'public';
  reportUnpublished(context, published, context.report.bind(context));
  if (!published || context.certificate === undefined || hasOwnDomain(context)) return;
  context.report({
    ruleId: 'target-azure-container-apps-domain', at: 'certificate', message: 'without a domain of one\'s own there is nothing to certify', value: context.certificate,
    fix: 'set domain, or leave certificate out',
  });
}

/** A domain is proven by a record of its own, which nobody sets for a pull request. */
function checkPreview(context: TargetContext): void {
  if (!context.preview || !hasOwnDomain(context)) return;
  context.report({
    ruleId: 'target-azure-container-apps-domain', at: 'url', message: 'Azure asks for a DNS record for each domain: a preview has Azure\'s own', value: context.url,
    allowed: ['https://<app>-pr-{number}.<environment\'s default domain>'], fix: 'az containerapp env show --query properties.defaultDomain shows the domain',
  });
}

function secretsOf(context: TargetContext): Record<string, string> {
  const homes = homesOf<string>(context, 'azureContainerApps', 'Azure Container Apps', `'${SECRET_EXAMPLE}'`);
  return Object.fromEntries(Object.entries(homes).filter(([name, url]) => {
    const valid = typeof url === 'string' && SECRET_URL.test(url);
    if (!valid) {
      context.report({
        ruleId: 'secret-home', at: `workload.secrets.${name}.azureContainerApps`, message: 'no URL of a Key Vault secret', value: url, allowed: [SECRET_EXAMPLE],
      });
    }
    return valid;
  }));
}

/** A stored pull credential: its password in a Key Vault. */
function credentialOf(context: TargetContext, settings: AzureSettings): PullCredential | undefined {
  const { registry, repository } = context;
  if (!registry?.pullSecret || registry.acr) return undefined;
  const username = settings.registryUsername ?? (registry.kind === 'ghcr' ? repository?.owner : undefined);
  if (SECRET_URL.test(registry.pullSecret) && username) return { server: registry.host, username, url: registry.pullSecret };
  context.report({
    ruleId: 'registry', at: username ? 'image' : 'platform.registryUsername',
    message: username ? 'the pull secret is no URL of a Key Vault secret' : `who signs in to ${registry.host} is not said`,
    value: registry.pullSecret, allowed: [SECRET_EXAMPLE],
    fix: username ? 'store the password in a Key Vault' : 'set platform.registryUsername',
  });
  return undefined;
}

function vaultsOf(parts: AppParts): string[] {
  const urls = [...Object.values(parts.secrets), ...(parts.credential ? [parts.credential.url] : [])];
  return [...new Set(urls.map((url) => SECRET_URL.exec(url)![1]))].sort();
}

function notes(context: TargetContext): string[] {
  const { workload, rollout } = context;
  return [
    'Container Apps run linux/amd64 images only.',
    ...(workload.healthPath ? [] : ['No healthPath: an instance counts as healthy once it listens on its port.']),
    ...(rollout.kind === 'rolling' ? [] : ['Both revisions run until the old one is deactivated at the end of the rollout.']),
    ...(workload.replicas.min === 0 && !workload.scaleOn ? ['An instance is added for every 10 requests at once.'] : []),
  ];
}
