/** Every field of a workload and of a target, with a value that is nowhere else, and what it looks like where it was understood. */
import { Changes, PlatformName } from './program';
import { Notification } from '../../../src/notification';
import { Rollout } from '../../../src/rollout';
import { Runner } from '../../../src/runner';
import { SecretRef } from '../../../src/secret-ref';
import { Ingress } from '../../../src/workload';

/** A pattern, or one for each platform; `true` where the files differ is all that can be said. */
type Trace = RegExp | true;

export interface Field {
  /** `WorkloadProps.port`: as in the table of shapes. */
  readonly field: string;
  readonly change: Changes | ((platform: PlatformName) => Changes);
  /** What it is compared with. */
  readonly base?: Changes;
  readonly trace: Trace | (Partial<Record<PlatformName, Trace>> & { readonly other: Trace });
  /** What an error must speak of. */
  readonly named: RegExp;
  /** Told apart where a field has several cases. */
  readonly when?: string;
  /** A warning that speaks of it is as good: nothing else can be done with the value. */
  readonly warns?: boolean;
}

const RANGE = { replicas: { min: 2, max: 6 } };
const PUBLIC_DOMAIN = { domain: 'shop.example.com' };
const SECRET = SecretRef.of({
  ecs: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:zebra-AbCdEf', kubernetes: { name: 'zebra', key: 'quill' }, cloudRun: { name: 'zebra', version: '3' },
  azureContainerApps: 'https://acme.vault.azure.net/secrets/zebra', swarm: 'zebra_v3', custom: 'ZEBRA_SECRET',
});
const CERTIFICATES: Partial<Record<PlatformName, string>> = { ecs: 'arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-4000-8000-00000zebra000' };
const certificate = (platform: PlatformName) => CERTIFICATES[platform] ?? 'zebra';

const CPU: Field['trace'] = {
  ecs: /"Cpu": "2048"/, kubernetes: /cpu: 2000m/, pulumi: /cpu: "2000m"/, cloudRun: /cpu: ["']?2\b/, swarm: /cpus: ["']?2\b/, other: /"cpu": 2\b/,
};
const MEMORY: Field['trace'] = {
  ecs: /"Memory": "4096"/, kubernetes: /memory: 4096Mi/, pulumi: /memory: "4096Mi"/, cloudRun: /memory: 4096Mi/, azureContainerApps: /"memory": "4Gi"/, swarm: /memory: 4096M/,
  other: /"memoryMiB": 4096/,
};
const MIN: Field['trace'] = {
  ecs: /"MinCapacity": 5/, kubernetes: /minReplicas: 5/, pulumi: /minReplicas: 5/, cloudRun: /minScale: ["']5/, azureContainerApps: /"minReplicas": 5/, other: /"min": 5/,
};
const MAX: Field['trace'] = {
  ecs: /"MaxCapacity": 7/, kubernetes: /maxReplicas: 7/, pulumi: /maxReplicas: 7/, cloudRun: /maxScale: ["']7/, azureContainerApps: /"maxReplicas": 7/, other: /"max": 7/,
};
const FIXED: Field['trace'] = {
  ecs: /"DesiredCount": 5/, kubernetes: /replicas: 5/, pulumi: /replicas: 5/, cloudRun: /minScale: ["']5/, azureContainerApps: /"minReplicas": 5/, swarm: /replicas: 5/, other: /"min": 5/,
};
/** Where the rollout is blue/green, the time is what the old version is kept. */
const KEPT: Field['trace'] = { ecs: /"BakeTimeInMinutes": 7/, custom: /"bakeMinutes": 7/, other: /BAKE_SECONDS: ['"]?420/ };

export const WORKLOAD_FIELDS: readonly Field[] = [
  { field: 'WorkloadProps.name', change: { workload: { name: 'zebra-quill' } }, trace: /zebra-quill/, named: /workload\.name/ },
  { field: 'WorkloadProps.port', change: { workload: { port: 34567 } }, trace: /34567/, named: /workload\.port/ },
  { field: 'WorkloadProps.cpu', change: { workload: { cpu: 2, memoryMiB: 4096 } }, trace: CPU, named: /workload\.cpu/ },
  { field: 'WorkloadProps.memoryMiB', change: { workload: { cpu: 2, memoryMiB: 4096 } }, trace: MEMORY, named: /workload\.(cpu|memoryMiB)/ },
  { field: 'Replicas.min', when: 'of a range', change: { workload: { replicas: { min: 5, max: 7 } } }, trace: MIN, named: /workload\.replicas/ },
  { field: 'Replicas.min', when: 'alone', change: { workload: { replicas: { min: 5 } } }, trace: FIXED, named: /workload\.replicas/ },
  { field: 'Replicas.min', when: 'zero', change: { workload: { replicas: { min: 0, max: 7 } } }, trace: { cloudRun: /minScale: ["']0/, azureContainerApps: /"minReplicas": 0/, other: /"min": 0/ }, named: /workload\.replicas/ },
  { field: 'Replicas.max', change: { workload: { replicas: { min: 5, max: 7 } } }, trace: MAX, named: /workload\.replicas/ },
  {
    field: 'ScaleOn.cpuPercent', base: { workload: RANGE }, change: { workload: { ...RANGE, scaleOn: { cpuPercent: 61 } } },
    trace: { ecs: /"TargetValue": 61/, kubernetes: /averageUtilization: 61/, pulumi: /averageUtilization: 61/, azureContainerApps: /"value": "61"/, other: /"cpuPercent": 61/ }, named: /workload\.scaleOn/,
  },
  {
    field: 'ScaleOn.memoryPercent', base: { workload: RANGE }, change: { workload: { ...RANGE, scaleOn: { memoryPercent: 63 } } },
    trace: { ecs: /"TargetValue": 63/, kubernetes: /averageUtilization: 63/, pulumi: /averageUtilization: 63/, azureContainerApps: /"value": "63"/, other: /"memoryPercent": 63/ }, named: /workload\.scaleOn/,
  },
  {
    field: 'ScaleOn.requests', base: { workload: RANGE }, change: { workload: { ...RANGE, scaleOn: { requests: 67 } } },
    trace: { ecs: /"TargetValue": 67/, cloudRun: /containerConcurrency: 67/, azureContainerApps: /"concurrentRequests": "67"/, other: /"requests": 67/ }, named: /workload\.scaleOn/,
  },
  ...(['cpuPercent', 'memoryPercent', 'requests'] as const).map((key): Field => ({
    field: `ScaleOn.${key}`, when: 'where nothing scales', change: { workload: { scaleOn: { [key]: 61 } } },
    trace: { cloudRun: /containerConcurrency: 61/, azureContainerApps: /"(value|concurrentRequests)": "61"/, other: new RegExp(`"${key}": 61`) }, named: /workload\.scaleOn/, warns: true,
  })),
  { field: 'WorkloadProps.env', change: { workload: { env: { ZEBRA: 'quill' } } }, trace: /ZEBRA[\s\S]{0,40}quill/, named: /workload\.env/ },
  { field: 'WorkloadProps.secrets', change: { workload: { secrets: { STRIPED: SECRET } } }, trace: { custom: /STRIPED: \$\{\{ secrets\.ZEBRA_SECRET/, other: /zebra/ }, named: /workload\.secrets/ },
  { field: 'WorkloadProps.secrets', when: 'without a home', change: { workload: { secrets: { STRIPED: SecretRef.of({}) } } }, trace: /never/, named: /workload\.secrets/, warns: true },
  { field: 'WorkloadProps.healthPath', change: { workload: { healthPath: '/zebra' } }, trace: /\/zebra/, named: /workload\.healthPath/ },
  { field: 'WorkloadProps.healthPath', when: 'without ingress', change: { workload: { healthPath: '/zebra', ingress: Ingress.NONE } }, base: { workload: { ingress: Ingress.NONE } }, trace: /\/zebra/, named: /workload\.healthPath|workload\.ingress/ },
  { field: 'WorkloadProps.healthCommand', change: { workload: { healthPath: undefined, healthCommand: ['/bin/zebra'] } }, base: { workload: { healthPath: undefined } }, trace: /\/bin\/zebra/, named: /workload\.healthCommand/ },
  { field: 'WorkloadProps.command', change: { workload: { command: ['/bin/zebra'] } }, trace: /\/bin\/zebra/, named: /workload\.command/ },
  { field: 'WorkloadProps.args', change: { workload: { args: ['--zebra'] } }, trace: /--zebra/, named: /workload\.args/ },
  { field: 'WorkloadProps.ingress', when: 'internal', change: { workload: { ingress: Ingress.INTERNAL } }, trace: { cloudRun: /ingress: internal/, ecs: /"Scheme": "internal"/, azureContainerApps: /"external": false/, custom: /"ingress": "internal"/, other: true }, named: /workload\.ingress/ },
  { field: 'WorkloadProps.ingress', when: 'none', change: { workload: { ingress: Ingress.NONE } }, trace: { custom: /"ingress": "none"/, other: true }, named: /workload\.ingress/ },
];

export const TARGET_FIELDS: readonly Field[] = [
  { field: 'DeployTargetProps.displayName', change: { target: { displayName: 'Zebra quill' } }, trace: /name: Zebra quill/, named: /displayName/ },
  { field: 'DeployTargetProps.needs', change: { needsJob: true }, trace: /- zebra$/m, named: /needs/ },
  { field: 'DeployTargetProps.if', change: { target: { if: 'vars.ZEBRA == \'1\'' } }, trace: /if: .*vars\.ZEBRA == '1'/, named: /\bif\b/ },
  { field: 'DeployTargetProps.image', change: { image: { buildArgs: { ZEBRA: 'quill' } } }, trace: /ZEBRA=quill/, named: /image/ },
  { field: 'DeployTargetProps.workload', change: { workload: { name: 'zebra-quill' } }, trace: /zebra-quill/, named: /workload/ },
  { field: 'DeployTargetProps.after', change: { second: true }, trace: /- zebra$/m, named: /after/ },
  { field: 'DeployTargetProps.url', change: { target: { url: 'https://zebra.example.com' } }, trace: /url: https:\/\/zebra\.example\.com/, named: /url/ },
  { field: 'DeployTargetProps.domain', change: { target: { domain: 'zebra.example.com' } }, trace: /zebra\.example\.com/, named: /domain/, warns: true },
  { field: 'DeployTargetProps.domain', when: 'of an internal workload', base: { workload: { ingress: Ingress.INTERNAL } }, change: { workload: { ingress: Ingress.INTERNAL }, target: { domain: 'zebra.example.com' } }, trace: /zebra\.example\.com/, named: /domain/, warns: true },
  { field: 'DeployTargetProps.domain', when: 'of a workload without ingress', base: { workload: { ingress: Ingress.NONE, healthPath: undefined } }, change: { workload: { ingress: Ingress.NONE, healthPath: undefined }, target: { domain: 'zebra.example.com' } }, trace: /zebra\.example\.com/, named: /domain/, warns: true },
  { field: 'DeployTargetProps.certificate', base: { target: PUBLIC_DOMAIN }, change: (platform) => ({ target: { ...PUBLIC_DOMAIN, certificate: certificate(platform) } }), trace: /zebra/, named: /certificate/ },
  {
    field: 'DeployTargetProps.certificate', when: 'of a workload without ingress', base: { workload: { ingress: Ingress.NONE, healthPath: undefined } },
    change: (platform) => ({ workload: { ingress: Ingress.NONE, healthPath: undefined }, target: { certificate: certificate(platform) } }), trace: /zebra/, named: /certificate/,
  },
  { field: 'DeployTargetProps.certificate', when: 'without a domain', change: (platform) => ({ target: { certificate: certificate(platform) } }), trace: /zebra/, named: /certificate/ },
  { field: 'DeployTargetProps.environment', change: { target: { environment: 'zebra' } }, trace: /name: zebra$/m, named: /environment/ },
  { field: 'DeployTargetProps.env', change: { target: { env: { ZEBRA: 'quill' } } }, trace: /ZEBRA[\s\S]{0,40}quill/, named: /workload\.env/ },
  { field: 'DeployTargetProps.secrets', change: { target: { secrets: { STRIPED: SECRET } } }, trace: { custom: /STRIPED: \$\{\{ secrets\.ZEBRA_SECRET/, other: /zebra/ }, named: /workload\.secrets/ },
  { field: 'DeployTargetProps.replicas', change: { target: { replicas: { min: 5, max: 5 } } }, trace: FIXED, named: /replicas/ },
  { field: 'SmokeTest.url', change: { target: { smokeTest: { url: 'https://shop.example.com/zebra' } } }, trace: /SMOKE_URL: https:\/\/shop\.example\.com\/zebra/, named: /smokeTest/ },
  { field: 'SmokeTest.status', change: { target: { smokeTest: { url: 'https://a.example.com', status: 234 } } }, trace: /EXPECTED_STATUS: ['"]?234/, named: /smokeTest/ },
  { field: 'SmokeTest.contains', change: { target: { smokeTest: { url: 'https://a.example.com', contains: 'zebra quill' } } }, trace: /EXPECTED_TEXT: zebra quill/, named: /smokeTest/ },
  { field: 'SmokeTest.timeoutSeconds', change: { target: { smokeTest: { url: 'https://a.example.com', timeoutSeconds: 321 } } }, trace: /TIMEOUT_SECONDS: ['"]?321/, named: /smokeTest/ },
  { field: 'DeployTargetProps.notify', change: { target: { notify: [Notification.slack({ webhookSecret: 'ZEBRA_HOOK' })] } }, trace: /secrets\.ZEBRA_HOOK/, named: /notify/ },
  { field: 'DeployTargetProps.reviewers', change: { target: { reviewers: ['acme/zebra'] } }, trace: /acme\/zebra/, named: /reviewers/ },
  { field: 'DeployTargetProps.waitMinutes', change: { target: { waitMinutes: 1234 } }, trace: /1234/, named: /waitMinutes/ },
  { field: 'DeployTargetProps.verifyAttestation', change: { target: { verifyAttestation: false } }, trace: true, named: /verifyAttestation/ },
  { field: 'DeployTargetProps.timeoutMinutes', change: { target: { timeoutMinutes: 123 } }, trace: /timeout-minutes: 123/, named: /timeoutMinutes/ },
  { field: 'DeployTargetProps.runner', change: { target: { runner: Runner.custom('zebra') } }, trace: /runs-on:[\s\S]{0,20}zebra/, named: /runner/ },
  { field: 'RollingProps.timeoutSeconds', change: { target: { rollout: Rollout.rolling({ timeoutSeconds: 1777 }) } }, trace: /\b1777\b/, named: /rollout/ },
  { field: 'BlueGreenProps.timeoutSeconds', change: { target: { rollout: Rollout.blueGreen({ timeoutSeconds: 1777 }) } }, trace: /\b1777\b/, named: /rollout/ },
  { field: 'BlueGreenProps.bakeMinutes', base: { target: { rollout: Rollout.blueGreen() } }, change: { target: { rollout: Rollout.blueGreen({ bakeMinutes: 7 }) } }, trace: KEPT, named: /rollout/ },
  { field: 'CanaryProps.percent', change: { target: { rollout: Rollout.canary({ percent: 13 }) } }, trace: { ecs: /"CanaryPercent": 13/, other: /\b13\b/ }, named: /rollout/ },
  { field: 'CanaryProps.bakeMinutes', base: { target: { rollout: Rollout.canary({ percent: 13 }) } }, change: { target: { rollout: Rollout.canary({ percent: 13, bakeMinutes: 7 }) } }, trace: { ecs: /"CanaryBakeTimeInMinutes": 7/, custom: /"bakeMinutes": 7/, other: /BAKE_SECONDS: ['"]?420/ }, named: /rollout/ },
  { field: 'CanaryProps.timeoutSeconds', change: { target: { rollout: Rollout.canary({ percent: 13, timeoutSeconds: 1777 }) } }, trace: /\b1777\b/, named: /rollout/ },
];
