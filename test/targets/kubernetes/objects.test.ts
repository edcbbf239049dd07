import { describe, expect, test } from 'vitest';
import { EVERYTHING, synthesize } from './synthesize';
import { SecretRef } from '../../../src/secret-ref';
import { Ingress } from '../../../src/workload';
import { REGISTRIES } from '../context';

const pod = (output: ReturnType<typeof synthesize>) => output.object('deployment.yaml').spec.template.spec;
const container = (output: ReturnType<typeof synthesize>) => pod(output).containers[0];

describe('the objects of a workload', () => {
  test('a published workload that scales has all of them', () => {
    const output = synthesize(EVERYTHING);
    expect(output.problems).toEqual([]);
    expect(output.paths).toEqual([
      'service-account.yaml', 'network-policy.yaml', 'deployment.yaml', 'service.yaml', 'ingress.yaml',
      'horizontal-pod-autoscaler.yaml', 'pod-disruption-budget.yaml', 'kustomization.yaml',
    ]);
  });

  test('a worker that takes no requests has no Service, and lets nobody in', () => {
    const output = synthesize({ workload: { port: undefined, healthPath: undefined, ingress: Ingress.NONE, replicas: { min: 1, max: 1 } } });
    expect(output.problems).toEqual([]);
    expect(output.paths).toEqual(['service-account.yaml', 'network-policy.yaml', 'deployment.yaml', 'kustomization.yaml']);
    expect(output.object('network-policy.yaml').spec).toMatchObject({ policyTypes: ['Ingress'], ingress: [] });
    expect(container(output)).not.toHaveProperty('ports');
    expect(container(output)).not.toHaveProperty('lifecycle');
  });

  test('an internal workload is for the cluster\'s own pods', () => {
    const output = synthesize({ workload: { ingress: Ingress.INTERNAL } });
    expect(output.paths).toContain('service.yaml');
    expect(output.paths).not.toContain('ingress.yaml');
    expect(output.object('service.yaml').spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 80, targetPort: 'http' }] });
    expect(output.object('network-policy.yaml').spec.ingress).toEqual([{ from: [{ namespaceSelector: {} }], ports: [{ protocol: 'TCP', port: 'http' }] }]);
  });

  test('Pod Security\'s restricted level holds', () => {
    const output = synthesize();
    expect(pod(output)).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } });
    expect(container(output).securityContext).toEqual({
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod(output).volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
    expect(output.object('namespace.yaml').metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  });

  test('pods are selected by a part of their own labels', () => {
    const output = synthesize(EVERYTHING, { podLabels: { 'app.kubernetes.io/name': 'other', 'team': 'web' } });
    const { spec } = output.object('deployment.yaml');
    expect(spec.template.metadata.labels).toMatchObject({ ...spec.selector.matchLabels, team: 'web' });
    expect(output.object('service.yaml').spec.selector).toEqual(spec.selector.matchLabels);
    expect(output.object('pod-disruption-budget.yaml').spec.selector).toEqual(spec.selector);
  });

  test('replicas belong to the autoscaler where there is one', () => {
    const fixed = synthesize();
    expect(fixed.object('deployment.yaml').spec.replicas).toBe(3);
    expect(fixed.paths).not.toContain('horizontal-pod-autoscaler.yaml');
    const scaled = synthesize({ workload: { replicas: { min: 1, max: 4 }, scaleOn: { memoryPercent: 80 } } });
    expect(scaled.object('deployment.yaml').spec).not.toHaveProperty('replicas');
    expect(scaled.object('horizontal-pod-autoscaler.yaml').spec).toMatchObject({
      minReplicas: 1, maxReplicas: 4, metrics: [{ resource: { name: 'memory', target: { averageUtilization: 80 } } }],
    });
    expect(scaled.paths).not.toContain('pod-disruption-budget.yaml');
  });

  test('the probes ask what is known of the workload', () => {
    const probe = (workload: object) => container(synthesize({ workload })).readinessProbe;
    expect(probe({})).toMatchObject({ httpGet: { path: '/healthz', port: 'http' } });
    expect(probe({ healthPath: undefined })).toMatchObject({ tcpSocket: { port: 'http' } });
    expect(probe({ healthPath: undefined, healthCommand: ['pg_isready'] })).toMatchObject({ exec: { command: ['pg_isready'] } });
    expect(probe({ healthPath: undefined, port: undefined, ingress: Ingress.NONE })).toBeUndefined();
  });

  test('a startup longer than the rollout\'s time fails the rollout', () => {
    const { startupProbe } = container(synthesize());
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBe(300);
  });

  test('texts mean themselves: what Kubernetes would expand is escaped', () => {
    const output = synthesize({ workload: { env: { A: '$(B) costs $5', B: 'pa$$word', C: '$x' }, args: ['$(HOME)'] } });
    expect(container(output).env).toEqual([
      { name: 'A', value: '$$(B) costs $$5' }, { name: 'B', value: 'pa$$$$word' }, { name: 'C', value: '$x' },
    ]);
    expect(container(output).args).toEqual(['$$(HOME)']);
  });

  test('secrets come from the namespace, the image with the pull secret', () => {
    const output = synthesize({
      registry: { ...REGISTRIES.ghcr, pullSecret: 'ghcr' },
      workload: { secrets: { DATABASE_URL: SecretRef.of({ kubernetes: { name: 'db', key: 'url' } }) } },
    });
    expect(container(output).env).toContainEqual({ name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'db', key: 'url' } } });
    expect(pod(output).imagePullSecrets).toEqual([{ name: 'ghcr' }]);
    expect(output.bootstrapCommands.map(({ command }) => command)).toContain('kubectl create secret generic db --namespace shop --from-file url');
  });

  test('a Gateway takes the place of the Ingress', () => {
    const output = synthesize({ domain: 'shop.example.com' }, { gateway: { name: 'public', namespace: 'gateways', sectionName: 'https' } });
    expect(output.paths).not.toContain('ingress.yaml');
    expect(output.object('http-route.yaml').spec).toMatchObject({
      parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }],
      hostnames: ['shop.example.com'],
      rules: [{ backendRefs: [{ name: 'api', port: 80 }] }],
    });
    expect(JSON.stringify(output.object('role.yaml').rules)).toContain('httproutes');
  });

  test('TLS by a named secret, or by an issuer', () => {
    expect(synthesize(EVERYTHING).object('ingress.yaml').spec.tls).toEqual([{ hosts: ['shop.example.com'], secretName: 'shop-tls' }]);
    const issued = synthesize({ ...EVERYTHING, certificate: undefined }, { clusterIssuer: 'letsencrypt' }).object('ingress.yaml');
    expect(issued.spec.tls).toEqual([{ hosts: ['shop.example.com'], secretName: 'shop-tls' }]);
    expect(issued.metadata.annotations).toEqual({ 'cert-manager.io/cluster-issuer': 'letsencrypt' });
  });

  test('workload identity on Azure labels the pods, too', () => {
    const output = synthesize({}, { serviceAccountAnnotations: { 'azure.workload.identity/client-id': '00000000-0000-4000-8000-000000000003' } });
    expect(output.object('deployment.yaml').spec.template.metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
  });

  test('a closed network names its peers, and DNS', () => {
    const { spec } = synthesize({}, { networkPolicy: { fromNamespaces: ['ingress-nginx'], fromCidrs: ['10.0.0.0/8'], toNamespaces: ['db'] } }).object('network-policy.yaml');
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(spec.ingress[0].from).toEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }, { ipBlock: { cidr: '10.0.0.0/8' } }]);
    expect(spec.egress[1].ports).toContainEqual({ protocol: 'UDP', port: 53 });
  });

  test('the user\'s objects join the namespace, under the target\'s labels', () => {
    const output = synthesize({}, { extraObjects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { a: 'yes' } }] });
    expect(output.problems).toEqual([]);
    expect(output.object('config-map-settings.yaml')).toMatchObject({
      metadata: { namespace: 'shop', labels: { 'app.kubernetes.io/managed-by': 'pipewright' } }, data: { a: 'yes' },
    });
    expect(JSON.stringify(output.object('role.yaml').rules)).toContain('configmaps');
  });

  test('the Deployment of the contract\'s program', () => {
    expect(synthesize(EVERYTHING).text('deployment.yaml')).toMatchSnapshot();
  });

  test('the same input gives the same bytes', () => {
    expect(JSON.stringify(synthesize(EVERYTHING))).toBe(JSON.stringify(synthesize(EVERYTHING)));
  });
});
