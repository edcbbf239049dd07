/** Kubernetes: manifests or a Pulumi program, a deploy job, and the trust between them. Exports only. */
export * from './cluster';
export * from './props';
export { KubernetesTarget } from './target';
