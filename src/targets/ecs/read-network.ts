/** Reads `vpc`. */
import { PATTERNS } from './limits';
import type { NetworkSettings } from './settings';
import { isRecord } from '../../values';
import { Ingress } from '../../workload';
import { Input, Report } from '../support/input';

const RULE = 'target-ecs-vpc';

export function readNetwork(vpc: unknown, region: string, ingress: Ingress, report: Report): NetworkSettings {
  const existing = isRecord(vpc) ? vpc._existing : undefined;
  const create = isRecord(vpc) ? vpc._create : undefined;
  if (!isRecord(existing) && !isRecord(create)) {
    report({
      ruleId: RULE,
      at: 'platform.vpc',
      message: 'an ECS target needs a network',
      value: vpc,
      allowed: ['EcsVpc.existing({ … })', 'EcsVpc.create({ … })'],
      fix: 'vpc: EcsVpc.create({ availabilityZones: [\'' + region + 'a\', \'' + region + 'b\'] })',
    });
    return { availabilityZones: [], publicSubnetIds: [], privateSubnetIds: [], cidr: '', natGateways: 0, tasksArePublic: false };
  }
  const network = isRecord(existing) ? readExisting(existing, region, report) : readCreated(create, region, report);
  checkZones(network, ingress, report);
  return network;
}

function zonesOf(input: Input, region: string): string[] {
  return input.texts('availabilityZones', { pattern: new RegExp(`^${region}[a-z]$`), allowed: `zones of ${region}: ${region}a, ${region}b …` }) ?? [];
}

function readExisting(props: unknown, region: string, report: Report): NetworkSettings {
  const input = new Input(props, report, RULE, 'platform.vpc');
  const subnets = (key: string) => input.texts(key, { pattern: PATTERNS.subnet, allowed: 'subnet-<17 hexadecimal digits>' }) ?? [];
  const privateSubnetIds = subnets('privateSubnetIds');
  return {
    vpcId: input.text('vpcId', { pattern: PATTERNS.vpc, allowed: 'vpc-<17 hexadecimal digits>' }),
    availabilityZones: zonesOf(input, region),
    publicSubnetIds: subnets('publicSubnetIds'),
    privateSubnetIds,
    cidr: '',
    natGateways: 0,
    tasksArePublic: privateSubnetIds.length === 0,
  };
}

function readCreated(props: unknown, region: string, report: Report): NetworkSettings {
  const input = new Input(props, report, RULE, 'platform.vpc');
  const availabilityZones = zonesOf(input, region);
  const natGateways = input.integer('natGateways', 1, 0, Math.max(1, availabilityZones.length));
  return {
    availabilityZones,
    publicSubnetIds: [],
    privateSubnetIds: [],
    cidr: input.optionalText('cidr', { pattern: PATTERNS.cidr, allowed: 'a range such as 10.0.0.0/16' }) ?? '10.0.0.0/16',
    natGateways,
    tasksArePublic: natGateways === 0,
  };
}

function checkZones(network: NetworkSettings, ingress: Ingress, report: Report): void {
  const zones = network.availabilityZones.length;
  const least = ingress === Ingress.NONE ? 1 : 2; // a load balancer refuses fewer than two zones
  if (zones < least || new Set(network.availabilityZones).size < zones) {
    report({
      ruleId: RULE,
      at: 'platform.vpc.availabilityZones',
      value: network.availabilityZones,
      message: least === 2 ? 'a load balancer needs at least two different zones' : 'the network needs at least one zone, each once',
    });
  }
  if (network.vpcId === undefined) return;
  for (const [key, ids] of [['publicSubnetIds', network.publicSubnetIds], ['privateSubnetIds', network.privateSubnetIds]] as const) {
    if (ids.length === 0 || ids.length === zones) continue;
    report({ ruleId: RULE, at: `platform.vpc.${key}`, message: `one subnet a zone is needed: ${zones} zones, ${ids.length} subnets`, value: ids });
  }
  const needed = ingress === Ingress.PUBLIC ? 'publicSubnetIds' : 'privateSubnetIds';
  const missing = ingress === Ingress.NONE
    ? network.publicSubnetIds.length + network.privateSubnetIds.length === 0
    : network[needed].length === 0;
  if (missing) {
    report({
      ruleId: RULE,
      at: `platform.vpc.${needed}`,
      message: ingress === Ingress.NONE ? 'tasks need a subnet' : `${ingress === Ingress.PUBLIC ? 'a public' : 'an internal'} load balancer needs \`${needed}\``,
      fix: `give one subnet of ${needed} for each zone`,
    });
  }
}
