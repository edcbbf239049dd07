// Makes, from the installed packages, what the npm judges read: schemas, and GitHub's parser in one file. Run by install.sh.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { armSchema } from './arm.mjs';
import { cloudRunSchema } from './cloud-run.mjs';
import { kubernetesSchema } from './kubernetes.mjs';
import { terraformSchema } from './terraform.mjs';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const out = path.join(modules, '.judges');
mkdirSync(out, { recursive: true });

const write = (name, value) => writeFileSync(path.join(out, name), JSON.stringify(value));
write('kubernetes.json', kubernetesSchema(path.join(modules, 'kubernetes-types'), path.join(modules, '@kubernetes-models/gateway-api')));
write('cloud-run.json', cloudRunSchema(path.join(modules, '@googleapis/run/build/v1.d.ts')));
write('arm.json', await armSchema(modules, {
  'Microsoft.App/containerApps': { models: '@azure/arm-appcontainers/dist/esm/models', mapper: 'ContainerApp' },
  'Microsoft.App/managedEnvironments': { models: '@azure/arm-appcontainers/dist/esm/models', mapper: 'ManagedEnvironment' },
  'Microsoft.Authorization/roleAssignments': { models: '@azure/arm-authorization/dist-esm/src/models', mapper: 'RoleAssignmentCreateParameters' },
  'Microsoft.ManagedIdentity/userAssignedIdentities': { models: '@azure/arm-msi/dist/esm/models', mapper: 'Identity' },
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials': { models: '@azure/arm-msi/dist/esm/models', mapper: 'FederatedIdentityCredential' },
  'Microsoft.OperationalInsights/workspaces': { models: '@azure/arm-operationalinsights/dist-esm/src/models', mapper: 'Workspace' },
}));
write('terraform.json', terraformSchema(path.join(modules, '@cdktf/provider-google'), [
  'artifact-registry-repository-iam-member', 'iam-workload-identity-pool', 'iam-workload-identity-pool-provider', 'project-iam-member', 'project-service',
  'secret-manager-secret-iam-member', 'service-account', 'service-account-iam-member',
]));
// the parser imports JSON without the attribute that Node asks for: a bundle needs none
await esbuild.build({
  stdin: { contents: "export * from '@actions/workflow-parser';", resolveDir: modules },
  bundle: true, platform: 'node', format: 'cjs', outfile: path.join(out, 'workflow-parser.cjs'), logLevel: 'error',
});
