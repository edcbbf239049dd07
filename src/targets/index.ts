/** What users write about platforms. */
export * from './azure-container-apps/props';
export * from './cloud-run/props';
export * from './custom/props';
export * from './ecs/load-balancer';
export * from './ecs/props';
export * from './ecs/vpc';
export * from './kubernetes/cluster';
export * from './kubernetes/props';
export * from './swarm/props';
