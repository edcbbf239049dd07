/** What each platform refuses, with an error that names it; everything else is seen in what it writes. */
import type { PlatformName } from './program';

const KUBERNETES = [
  'Replicas.min, zero', 'ScaleOn.requests', 'ScaleOn.cpuPercent, where nothing scales', 'ScaleOn.memoryPercent, where nothing scales',
  'ScaleOn.requests, where nothing scales', 'WorkloadProps.secrets, without a home', 'DeployTargetProps.domain, of an internal workload',
  'DeployTargetProps.domain, of a workload without ingress', 'DeployTargetProps.certificate, of a workload without ingress',
  'DeployTargetProps.certificate, without a domain', 'BlueGreenProps.timeoutSeconds', 'BlueGreenProps.bakeMinutes', 'CanaryProps.percent',
  'CanaryProps.bakeMinutes', 'CanaryProps.timeoutSeconds',
];

export const REFUSED: Readonly<Record<PlatformName, readonly string[]>> = {
  ecs: [
    'Replicas.min, zero', 'ScaleOn.cpuPercent, where nothing scales', 'ScaleOn.memoryPercent, where nothing scales',
    'ScaleOn.requests, where nothing scales', 'WorkloadProps.secrets, without a home',
    'DeployTargetProps.domain, of a workload without ingress', 'DeployTargetProps.certificate, of a workload without ingress',
  ],
  kubernetes: KUBERNETES,
  pulumi: KUBERNETES,
  cloudRun: [
    'ScaleOn.cpuPercent', 'ScaleOn.memoryPercent', 'ScaleOn.cpuPercent, where nothing scales',
    'ScaleOn.memoryPercent, where nothing scales', 'WorkloadProps.secrets, without a home', 'WorkloadProps.healthCommand',
    'DeployTargetProps.domain, of an internal workload', 'DeployTargetProps.domain, of a workload without ingress',
    'DeployTargetProps.certificate', 'DeployTargetProps.certificate, of a workload without ingress',
    'DeployTargetProps.certificate, without a domain',
  ],
  azureContainerApps: [
    'WorkloadProps.secrets, without a home', 'WorkloadProps.healthCommand', 'DeployTargetProps.domain, of an internal workload',
    'DeployTargetProps.domain, of a workload without ingress', 'DeployTargetProps.certificate, of a workload without ingress',
    'DeployTargetProps.certificate, without a domain',
  ],
  swarm: [
    'Replicas.min, of a range', 'Replicas.min, zero', 'Replicas.max', 'ScaleOn.cpuPercent', 'ScaleOn.memoryPercent', 'ScaleOn.requests',
    'ScaleOn.cpuPercent, where nothing scales', 'ScaleOn.memoryPercent, where nothing scales', 'ScaleOn.requests, where nothing scales',
    'WorkloadProps.secrets, without a home', 'DeployTargetProps.domain, of an internal workload',
    'DeployTargetProps.domain, of a workload without ingress', 'DeployTargetProps.certificate, of a workload without ingress',
    'DeployTargetProps.certificate, without a domain', 'BlueGreenProps.timeoutSeconds', 'BlueGreenProps.bakeMinutes',
    'CanaryProps.percent', 'CanaryProps.bakeMinutes', 'CanaryProps.timeoutSeconds',
  ],
  custom: [
    'WorkloadProps.secrets, without a home',
  ],
};
