/** The platform's props, checked, with every default filled in. */
import { AzureEnvironment } from './props';
import { clientId as clientIdOf, identityName } from '../../trust/azure/names';
import { isRecord } from '../../values';
import { Input } from '../support/input';
import { derivedName } from '../support/names';
import { nameOf } from '../support/preview';
import type { TargetContext } from '../target';

export interface NewEnvironment {
  readonly logRetentionDays: number;
  readonly subnetId?: string;
  readonly internal: boolean;
  readonly zoneRedundant: boolean;
}

export interface AzureSettings {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location?: string;
  readonly app: string;
  readonly environment: string;
  readonly environmentGroup: string;
  /** The target creates its environment. */
  readonly newEnvironment?: NewEnvironment;
  /** Expression or id of the identity that the app runs as. */
  readonly identity: string;
  /** Name of the identity above, where the bootstrap creates it. */
  readonly ownIdentity?: string;
  /** Name of the identity that deploys, where the bootstrap creates it. */
  readonly deployIdentity?: string;
  readonly clientId: string;
  readonly workloadProfile?: string;
  readonly registryUsername?: string;
  readonly overrides?: Readonly<Record<string, unknown>>;
}

const UUID = { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, allowed: 'an id: 00000000-0000-0000-0000-000000000000' };
const GROUP = { pattern: /^[-\w.()]{0,89}[-\w()]$/, allowed: 'the name of a resource group' };
const RULE = 'target-azure-container-apps-props';

export function readSettings(props: unknown, context: TargetContext): AzureSettings {
  const input = new Input(props, (problem) => context.report(problem), RULE, 'platform');
  const { repository, id } = context;
  const identityId = input.optionalText('identityId', {
    pattern: /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i,
    allowed: '/subscriptions/…/resourceGroups/…/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>',
  });
  const clientId = input.optionalText('clientId', UUID);
  const ownIdentity = identityId ? undefined : identityName(repository, id, 'run');
  const resourceGroup = input.text('resourceGroup', GROUP);
  return {
    tenantId: input.text('tenantId', UUID),
    subscriptionId: input.text('subscriptionId', UUID),
    resourceGroup,
    location: input.optionalText('location', { pattern: /^[a-z0-9]+$/, allowed: 'a region: westeurope' }),
    app: nameOf(input.optionalText('appName'), context),
    ...readEnvironment(isRecord(props) ? props.environment : undefined, resourceGroup, context),
    identity: identityId ?? `[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '${ownIdentity}')]`,
    ownIdentity,
    deployIdentity: clientId ? undefined : identityName(repository, id, 'deploy'),
    clientId: clientId ?? clientIdOf(context),
    workloadProfile: input.optionalText('workloadProfile'),
    registryUsername: input.optionalText('registryUsername'),
    overrides: input.record('overrides'),
  };
}

function readEnvironment(
  value: unknown, group: string, context: TargetContext,
): { environment: string; environmentGroup: string; newEnvironment?: NewEnvironment } {
  const environment = value as AzureEnvironment | undefined;
  const report = context.report.bind(context);
  const given = { name: environment?._name };
  const name = { pattern: /^(?!.*--)[a-z][-a-z0-9]*[a-z0-9]$/, allowed: 'the name of an environment: lower-case letters, digits and hyphens' };
  if (environment?._existing) {
    const input = new Input(environment._existing, report, RULE, 'platform.environment');
    return {
      environment: new Input(given, report, RULE, 'platform.environment').text('name', { allowed: 'the name of an environment' }),
      environmentGroup: input.optionalText('resourceGroup', GROUP) ?? group,
    };
  }
  if (environment?._created) {
    if (context.preview) {
      report({
        ruleId: RULE, at: 'platform.environment', message: 'previews come and go in an environment that stays',
        allowed: ['AzureEnvironment.existing(\'name\')'], fix: 'use the environment of another target that is no production, or create one by hand',
      });
    }
    const derived = derivedName([context.repository?.name ?? 'app', context.id], 32);
    return {
      environment: new Input(given, report, RULE, 'platform.environment').optionalText('name', name) ?? derived,
      environmentGroup: group,
      newEnvironment: readNewEnvironment(environment._created, context),
    };
  }
  report({
    ruleId: RULE, at: 'platform.environment', message: 'the app needs a managed environment', ...(value === undefined ? {} : { value }),
    allowed: ['AzureEnvironment.existing(\'name\')', 'AzureEnvironment.create()'],
  });
  return { environment: 'missing', environmentGroup: group };
}

function readNewEnvironment(props: unknown, context: TargetContext): NewEnvironment {
  const input = new Input(props, (problem) => context.report(problem), RULE, 'platform.environment');
  const settings = {
    logRetentionDays: input.integer('logRetentionDays', 30, 30, 730),
    subnetId: input.optionalText('subnetId', {
      pattern: /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i,
      allowed: '/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…/subnets/…',
    }),
    internal: input.flag('internal', false),
    zoneRedundant: input.flag('zoneRedundant', false),
  };
  for (const key of ['internal', 'zoneRedundant'] as const) {
    if (!settings[key] || settings.subnetId) continue;
    context.report({ ruleId: RULE, at: `platform.environment.${key}`, message: 'needs a subnet of its own', value: true, fix: 'set subnetId' });
  }
  return settings;
}
