/** What only a workload that somebody may reach can have. */
import type { Report } from './input';
import type { ResolvedWorkload, TargetContext } from '../target';

/** A domain and its certificate, where nothing would answer under them. `published`: whether the platform has a place for them. */
export function reportUnpublished(context: TargetContext, published: boolean, report: Report): void {
  if (published) return;
  const { domain, certificate, workload } = context;
  const fix = (key: string) => `use Ingress.PUBLIC, or leave \`${key}\` out`;
  // the host of a `url` may be anybody's: only what was said here is lost
  if (domain !== undefined && context.domainIsGiven) {
    report({ ruleId: 'workload-field', at: 'domain', message: `nothing is published under the domain: the ingress is ${workload.ingress}`, value: domain, fix: fix('domain') });
  }
  if (certificate === undefined) return;
  report({ ruleId: 'workload-field', at: 'certificate', message: `there is nothing to certify: the ingress is ${workload.ingress}`, value: certificate, fix: fix('certificate') });
}

/** What scales, where nothing can. */
export function reportIdleScaling({ scaleOn, replicas }: ResolvedWorkload, report: Report): void {
  if (replicas.max > replicas.min || !Object.values(scaleOn ?? {}).some((value) => value !== undefined)) return;
  report({
    ruleId: 'workload-field', at: 'workload.scaleOn', severity: 'warning', value: scaleOn, message: 'nothing scales while min and max replicas are the same',
    fix: 'set a larger `replicas.max`, or leave `scaleOn` out',
  });
}
