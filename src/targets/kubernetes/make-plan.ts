/** From what the user said to the plan of a target. */
import { checkCluster } from './check-cluster';
import { checkExtras, checkPatches } from './check-extras';
import { LABEL_VALUE, MAX_LABEL } from './check-names';
import { checkNodes } from './check-nodes';
import { checkPreview } from './check-preview';
import { checkProps, checkPulumi } from './check-props';
import { checkWorkload, cpuQuantity, memoryQuantity } from './check-workload';
import type { ClusterSpec } from './cluster';
import { allObjects } from './objects/all';
import { MANAGED_BY, Plan, selectorLabels, takesRequests } from './plan';
import type { KubernetesPlatformProps } from './props';
import { isRecord } from '../../values';
import { reportUnpublished } from '../support/published';
import { isUsable } from '../support/workload';
import type { TargetContext } from '../target';

export interface Planned {
  readonly plan: Plan;
  readonly cluster: ClusterSpec;
}

/** Undefined where so much is wrong that nothing can be made of it; everything wrong is reported. */
export function makePlan(context: TargetContext, props: KubernetesPlatformProps): Planned | undefined {
  const report = (problem: Parameters<TargetContext['report']>[0]) => context.report(problem);
  if (!isRecord(props)) {
    report({ ruleId: 'target-kubernetes-props', at: 'platform', message: 'Platform.kubernetes needs its props', value: props, allowed: ['{ namespace, cluster }'] });
    return undefined;
  }
  let failed = false;
  const watched: typeof report = (problem) => {
    failed ||= problem.severity !== 'warning';
    report(problem);
  };
  const cluster = checkCluster(props.cluster, watched);
  checkProps(props, watched);
  if (cluster) checkPulumi(props, cluster, watched);
  checkPatches(props, watched);
  checkNodes(context, props, watched);
  if (!isUsable(context.workload, watched)) return undefined;
  checkWorkload({ ...context, report: watched });
  checkInstance(context.preview ? `${context.id}-${context.preview.suffix}` : context.id, watched);
  if (context.preview) checkPreview(props, context.preview, watched);
  if (failed || !cluster) return undefined;
  const plan = planOf(context, props);
  checkExtras(props, allObjects({ ...plan, props: { ...props, extraObjects: [] } }, ''), watched);
  checkCertificate(context, plan, watched);
  return failed ? undefined : { plan, cluster };
}

function planOf(context: TargetContext, props: KubernetesPlatformProps): Plan {
  const { id, workload } = context;
  // beside others of its namespace, a preview is told apart by its labels, too
  const selector = selectorLabels(workload.name, context.preview ? `${id}-${context.preview.suffix}` : id);
  const issued = props.clusterIssuer !== undefined || props.issuer !== undefined;
  return {
    id,
    name: workload.name,
    namespace: props.namespace,
    workload,
    props,
    cpu: cpuQuantity(workload.cpu),
    memory: memoryQuantity(workload.memoryMiB),
    timeoutSeconds: context.rollout.timeoutSeconds,
    labels: { ...selector, ...MANAGED_BY },
    selector,
    domain: context.domain,
    tlsSecretName: props.tlsSecretName ?? context.certificate ?? (issued ? `${workload.name}-tls` : undefined),
    pullSecret: context.registry?.isPublic ? undefined : context.registry?.pullSecret,
  };
}

/** The target's id is a label of every object. */
function checkInstance(id: string, report: TargetContext['report']): void {
  if (id.length <= MAX_LABEL && LABEL_VALUE.test(id)) return;
  report({
    ruleId: 'target-name',
    at: 'id',
    message: 'the id of a Kubernetes target is a label of its objects',
    value: id,
    allowed: [`at most ${MAX_LABEL} letters, digits, \`-\`, \`_\` and \`.\``],
    nearest: [id.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, MAX_LABEL).replace(/[^A-Za-z0-9]+$/, '')],
  });
}

function checkCertificate(context: TargetContext, plan: Plan, report: TargetContext['report']): void {
  const { certificate, domain } = context;
  const published = plan.workload.ingress === 'public' && takesRequests(plan.workload);
  if (certificate !== undefined && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(certificate)) {
    report({ ruleId: 'target-kubernetes-tls', at: 'certificate', message: 'no name of a TLS secret of the namespace', value: certificate, allowed: ['the name of a Secret of type kubernetes.io/tls'] });
  }
  if (certificate !== undefined && plan.props.gateway) {
    report({ ruleId: 'target-kubernetes-tls', at: 'certificate', message: 'an HTTPRoute has no certificate: TLS is the Gateway\'s', value: certificate, fix: 'set it on the Gateway, and leave `certificate` out' });
  }
  if (plan.tlsSecretName !== undefined && !plan.props.gateway && published && domain === undefined) {
    report({ ruleId: 'target-kubernetes-tls', at: 'domain', message: 'a certificate needs the domain that it is for', value: plan.tlsSecretName, fix: 'give the target a `domain` or a `url`' });
  }
  reportUnpublished(context, published, report);
}
