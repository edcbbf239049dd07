/** Whether the cluster can be reached as it is said. */
import { ClusterSpec, KubernetesCluster } from './cluster';
import { isRecord } from '../../values';
import { Input, Report, TextRule } from '../support/input';

const RULE = 'target-kubernetes-cluster';
const AT = 'platform.cluster';
const GUID: TextRule = { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, allowed: 'a GUID' };
const GITHUB_SECRET: TextRule = { pattern: /^(?!GITHUB_)[A-Za-z_][A-Za-z0-9_]*$/i, allowed: 'the name of a GitHub secret' };

/** Undefined where it is no cluster at all. */
export function checkCluster(cluster: unknown, report: Report): ClusterSpec | undefined {
  const spec = cluster instanceof KubernetesCluster ? cluster._spec : foreignSpec(cluster);
  if (!spec) {
    report({
      ruleId: RULE,
      at: AT,
      message: 'no cluster',
      value: cluster,
      allowed: ['KubernetesCluster.eks(…)', 'gke(…)', 'aks(…)', 'existing(…)', 'kubeconfig(…)'],
    });
    return undefined;
  }
  if (!isRecord(spec.props)) {
    report({ ruleId: RULE, at: AT, message: `KubernetesCluster.${spec.kind} needs its props`, value: spec.props });
    return undefined;
  }
  let valid = true;
  CHECKS[spec.kind](new Input(spec.props, (problem) => {
    valid = false;
    report(problem);
  }, RULE, AT));
  return valid ? spec : undefined;
}

/** A cluster that another copy of the library made. */
function foreignSpec(cluster: unknown): ClusterSpec | undefined {
  const spec = isRecord(cluster) ? cluster._spec : undefined;
  return isRecord(spec) && typeof spec.kind === 'string' && Object.hasOwn(CHECKS, spec.kind) ? spec as unknown as ClusterSpec : undefined;
}

const CHECKS: Readonly<Record<ClusterSpec['kind'], (input: Input) => void>> = {
  eks(input) {
    input.text('account', { pattern: /^\d{12}$/, allowed: '12 digits as a text' });
    input.text('region', { pattern: /^[a-z]{2}(-[a-z]+)+-\d+$/, allowed: 'an AWS region: eu-west-1' });
    input.text('name', { pattern: /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/, allowed: 'the name of an EKS cluster' });
    input.optionalText('roleName', { pattern: /^[\w+=,.@-]{1,64}$/, allowed: 'the name of an IAM role: at most 64 characters' });
  },
  gke(input) {
    input.text('project', { pattern: /^([a-z][-a-z0-9.]*[a-z0-9]:)?[a-z][-a-z0-9]{4,28}[a-z0-9]$/, allowed: 'a project id: 6 to 30 lower-case letters, digits and hyphens' });
    input.text('projectNumber', {
      pattern: /^\d+$/, allowed: 'the number of the project, as a text', fix: 'gcloud projects describe PROJECT --format \'value(projectNumber)\'',
    });
    input.text('location', { pattern: /^[a-z]+-[a-z]+\d+(-[a-z])?$/, allowed: 'a region or zone: europe-west1, europe-west1-b' });
    input.text('name', { pattern: /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/, allowed: 'the name of a GKE cluster: at most 40 lower-case letters, digits and hyphens' });
    input.flag('dnsEndpoint', false);
  },
  aks(input) {
    input.text('tenantId', GUID);
    input.text('subscriptionId', GUID);
    input.text('resourceGroup', { pattern: /^[\w().-]{0,89}[\w()-]$/, allowed: 'the name of a resource group' });
    input.text('name', { pattern: /^[A-Za-z0-9]([\w-]{0,61}[A-Za-z0-9])?$/, allowed: 'the name of an AKS cluster: at most 63 letters, digits, `_` and `-`' });
  },
  existing(input) {
    input.text('server', { pattern: /^https:\/\/[^\s/?#]+(\/[^\s?#]*)?$/, allowed: 'the URL of an API server: https://…' });
    input.optionalText('certificateAuthority', { pattern: /^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, allowed: 'a certificate in PEM' });
    const token = input.optionalText('tokenSecret', GITHUB_SECRET);
    input.optionalText('oidcAudience', token === undefined
      ? { pattern: /^\S+$/, allowed: 'an audience without spaces' }
      : { pattern: /^$/, allowed: 'nothing beside `tokenSecret`: the job signs in one way', fix: 'leave one of the two out' });
  },
  kubeconfig(input) {
    input.text('secret', GITHUB_SECRET);
    input.optionalText('context');
  },
};
