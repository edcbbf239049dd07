/** The platform's props, checked; plain JavaScript may hold anything. */
import { isQualifiedName, LABEL_VALUE, MAX_LABEL, NAMESPACE, SUBDOMAIN } from './check-names';
import type { ClusterSpec } from './cluster';
import type { KubernetesPlatformProps } from './props';
import { isRecord } from '../../values';
import { Input, Report } from '../support/input';
import { checkName } from '../support/workload';

const RULE = 'target-kubernetes-props';
const AT = 'platform';
const NAME = { pattern: SUBDOMAIN, allowed: 'a DNS name in lower case' };
/** Kubernetes' own; the restricted labels of the bootstrap would break what runs there. */
const RESERVED: readonly string[] = ['kube-node-lease', 'kube-public', 'kube-system'];

export function checkProps(props: KubernetesPlatformProps, report: Report): void {
  const input = new Input(props, report, RULE, AT);
  const namespace = input.text('namespace');
  checkName(namespace, { pattern: NAMESPACE, max: MAX_LABEL, platform: 'Kubernetes', allowed: `a DNS label, at most ${MAX_LABEL}`, at: 'platform.namespace' }, report);
  if (RESERVED.includes(namespace)) {
    report({ ruleId: 'target-name', at: 'platform.namespace', message: 'the namespace is Kubernetes\' own', value: namespace, fix: 'deploy to a namespace of its own' });
  }
  input.flag('createNamespace', true);
  for (const key of ['ingressClassName', 'tlsSecretName', 'clusterIssuer', 'issuer']) input.optionalText(key, NAME);
  input.integer('servicePort', 80, 1, 65535);
  input.integer('runAsUser', 1, 1, 2 ** 31 - 1);
  input.integer('terminationGracePeriodSeconds', 30, 0, 86400);
  input.texts('writablePaths', { pattern: /^\/[^:]+$/, allowed: 'absolute paths' });
  checkMaps(input, report);
  checkNetworkPolicy(input, report);
  checkIngress(props, input, report);
  if (props.extraObjects !== undefined && !Array.isArray(props.extraObjects)) {
    report({ ruleId: RULE, at: `${AT}.extraObjects`, message: 'no list of objects', value: props.extraObjects, allowed: ['[{ apiVersion, kind, metadata: { name }, … }]'] });
  }
}

function checkMaps(input: Input, report: Report): void {
  for (const key of ['ingressAnnotations', 'serviceAccountAnnotations', 'podLabels', 'podAnnotations']) {
    for (const [name, value] of Object.entries(input.record(key) ?? {})) {
      const fits = typeof value === 'string' && (key !== 'podLabels' || (value.length <= MAX_LABEL && LABEL_VALUE.test(value)));
      if (isQualifiedName(name) && fits) continue;
      report({
        ruleId: RULE,
        at: `${AT}.${key}.${name}`,
        message: key === 'podLabels' ? 'no label' : 'no annotation',
        value,
        allowed: ['[prefix/]name: at most 63 letters, digits, `-`, `_`, `.`', key === 'podLabels' ? 'the same as value' : 'a text as value'],
      });
    }
  }
}

const CIDR = { pattern: /^(\d{1,3}(\.\d{1,3}){3}\/([0-9]|[12]\d|3[0-2])|[0-9a-fA-F:]*:[0-9a-fA-F:.]*\/(\d|[1-9]\d|1[01]\d|12[0-8]))$/, allowed: 'address ranges: 10.0.0.0/8' };

function checkNetworkPolicy(input: Input, report: Report): void {
  const given = input.record('networkPolicy');
  if (!given) return;
  const policy = new Input(given, report, RULE, `${AT}.networkPolicy`);
  policy.flag('enabled', true);
  for (const key of ['fromNamespaces', 'toNamespaces']) policy.texts(key, { pattern: NAMESPACE, allowed: 'names of namespaces' });
  for (const key of ['fromCidrs', 'toCidrs']) policy.texts(key, CIDR);
}

function checkIngress(props: KubernetesPlatformProps, input: Input, report: Report): void {
  const gateway = input.record('gateway');
  if (props.issuer !== undefined && props.clusterIssuer !== undefined) {
    report({ ruleId: RULE, at: `${AT}.issuer`, message: 'two issuers for one certificate', value: props.issuer, fix: 'leave `issuer` or `clusterIssuer` out' });
  }
  if (!gateway) return;
  const fields = new Input(gateway, report, RULE, `${AT}.gateway`);
  fields.text('name', NAME);
  fields.optionalText('namespace', { pattern: NAMESPACE, allowed: 'the name of a namespace' });
  fields.optionalText('sectionName', NAME);
  for (const key of ['ingressClassName', 'tlsSecretName', 'clusterIssuer', 'issuer'] as const) {
    if (props[key] === undefined) continue;
    report({ ruleId: RULE, at: `${AT}.${key}`, message: 'an HTTPRoute has no such thing: class and TLS are the Gateway\'s', value: props[key], fix: `set it on the Gateway, and leave \`${key}\` out` });
  }
}

/** Where the state of a Pulumi stack may be: with the credentials that the job has anyway. */
const BACKENDS: Readonly<Record<string, { readonly scheme: string; readonly kms: string; readonly example: string; readonly query?: string }>> = {
  eks: { scheme: 's3', kms: 'awskms', example: 's3://bucket' },
  gke: { scheme: 'gs', kms: 'gcpkms', example: 'gs://bucket' },
  aks: { scheme: 'azblob', kms: 'azurekeyvault', example: 'azblob://container?storage_account=account', query: '\\S*[?&]storage_account=[a-z0-9]{3,24}(&|$)' },
};

export function checkPulumi(props: KubernetesPlatformProps, cluster: ClusterSpec, report: Report): void {
  if (props.pulumi === undefined) return;
  const rule = 'target-kubernetes-pulumi';
  const at = `${AT}.pulumi`;
  const { backend, organization } = isRecord(props.pulumi) ? props.pulumi : { backend: undefined, organization: undefined };
  const input = new Input(props.pulumi, report, rule, at);
  const home = Object.hasOwn(BACKENDS, cluster.kind) ? BACKENDS[cluster.kind] : undefined;
  const name = { pattern: /^[A-Za-z0-9_.-]{1,100}$/, allowed: 'at most 100 letters, digits, `_`, `.` and `-`' };
  for (const key of ['organization', 'project', 'stack']) input.optionalText(key, name);
  if (backend === undefined) {
    input.text('organization', { ...name, fix: 'name the organization in Pulumi Cloud, or a `backend` of your own' });
    input.optionalText('secretsProvider', { pattern: /^(awskms|gcpkms|azurekeyvault|hashivault):\/\/\S+$/, allowed: 'awskms://…, gcpkms://…, azurekeyvault://…, hashivault://…' });
    return;
  }
  if (organization !== undefined) {
    report({ ruleId: rule, at: `${at}.organization`, message: 'an organization belongs to Pulumi Cloud, and this stack has its own backend', value: organization, fix: 'leave `organization` or `backend` out' });
  }
  if (!home) {
    report({
      ruleId: rule,
      at: `${at}.backend`,
      message: 'the job of this cluster signs in to no cloud, so it could not read the state',
      value: backend,
      allowed: ['Pulumi Cloud'],
      fix: 'leave `backend` out and name the `organization` in Pulumi Cloud',
    });
    return;
  }
  input.text('backend', { pattern: new RegExp(`^${home.scheme}://[^\\s?/]+${home.query ?? ''}`), allowed: `${home.example}: state in the cluster's cloud, which the job is signed in to` });
  input.text('secretsProvider', {
    pattern: new RegExp(`^(${home.kms}|hashivault)://\\S+$`), allowed: `${home.kms}://…`, fix: 'name a key of the cluster\'s cloud: a passphrase would be one more stored secret',
  });
}
