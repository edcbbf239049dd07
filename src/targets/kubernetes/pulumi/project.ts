/** The files of the Pulumi project. */
import lock from './lock.json';
import { program } from './program';
import { toYaml } from '../../support/yaml';
import type { TargetContext, TargetFile } from '../../target';
import { KubernetesObject } from '../objects/object';
import type { Plan } from '../plan';
import type { KubernetesPulumiProps } from '../props';

/** Releases that were tried with the generated program; `lock.json` holds them and all that they need by checksum. */
const DEPENDENCIES = lock.packages[''].dependencies;
/** The CLI is released with its SDK. */
export const PULUMI_VERSION = DEPENDENCIES['@pulumi/pulumi'];

export function projectName(context: TargetContext, pulumi: KubernetesPulumiProps): string {
  return pulumi.project ?? context.id.replace(/[^A-Za-z0-9_.-]+/g, '-');
}

export function stackName(context: TargetContext, pulumi: KubernetesPulumiProps): string {
  const name = pulumi.stack ?? context.environment.replace(/[^A-Za-z0-9_.-]+/g, '-');
  return context.preview ? `${name}-${context.preview.suffix}` : name;
}

export function pulumiFiles(context: TargetContext, plan: Plan, pulumi: KubernetesPulumiProps, objects: readonly KubernetesObject[]): TargetFile[] {
  const { backend, secretsProvider } = pulumi;
  const project = {
    name: projectName(context, pulumi),
    description: `${plan.name} in namespace ${plan.namespace}`,
    runtime: { name: 'nodejs', options: { packagemanager: 'npm', typescript: true } },
    main: 'index.ts',
    ...(backend && { backend: { url: backend } }),
  };
  return [
    { path: 'Pulumi.yaml', content: toYaml(project) },
    // without a key: nothing of the configuration is secret, and each update makes a key for the state
    { path: `Pulumi.${stackName(context, pulumi)}.yaml`, content: toYaml(secretsProvider ? { secretsprovider: secretsProvider } : {}) },
    { path: 'index.ts', content: program(plan, objects) },
    ...packageFiles(project.name.toLowerCase()),
    { path: 'tsconfig.json', content: TSCONFIG },
  ];
}

const TSCONFIG = {
  compilerOptions: { strict: true, target: 'es2022', module: 'commonjs', moduleResolution: 'node', skipLibCheck: true, outDir: 'bin' },
  files: ['index.ts'],
};

/** What `npm ci` installs. */
function packageFiles(name: string): TargetFile[] {
  return [
    { path: 'package.json', content: { name, private: true, main: 'index.ts', dependencies: { ...DEPENDENCIES } } },
    { path: 'package-lock.json', content: { name, ...lock, packages: { ...lock.packages, '': { name, dependencies: { ...DEPENDENCIES } } } } },
  ];
}
