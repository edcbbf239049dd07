/** The operations of a target that is deployed by a Pulumi program. */
import { destroyStack, releaseStack, StackEnvironment } from './pulumi-preview';
import * as scripts from './scripts';
import { values } from './values';
import { Step } from '../../../step';
import { script } from '../../support/script';
import type { TargetContext, TargetOperations } from '../../target';
import { KubernetesObject } from '../objects/object';
import type { Plan } from '../plan';
import type { KubernetesPulumiProps } from '../props';
import { projectName, PULUMI_VERSION, stackName } from '../pulumi/project';

/** Id of the step that finds out which image ran before. */
const BEFORE = 'before';
const IMAGE_BEFORE = `\${{ steps.${BEFORE}.outputs.image }}`;

export function pulumiOperations(
  context: TargetContext, plan: Plan, pulumi: KubernetesPulumiProps, objects: readonly KubernetesObject[], login: () => Step[],
): TargetOperations {
  const of = values(context, plan, objects);
  const install = () => script('Install the program\'s packages', 'npm ci --prefix "$DIRECTORY" --ignore-scripts --no-audit --no-fund', { env: of('DIRECTORY') });
  const run = (name: string, command: string, more: Record<string, unknown>, condition?: string) =>
    Step.uses('pulumi/actions', { name, if: condition, with: { command, ...stack(context, pulumi), ...more }, env: credentials(pulumi) });
  const find = (name: string, body: string) => script(name, body, { id: BEFORE, env: of('NAME', 'NAMESPACE', 'REPOSITORY', 'SELECTOR') });
  const own: StackEnvironment = { stack: qualifiedName(context, pulumi), credentials: credentials(pulumi) };
  const { preview } = context;
  return {
    login: () => [...login(), ...signIn(pulumi)],
    deploy: () => [
      install(),
      script('Check the image', scripts.CHECK_IMAGE),
      find('Find what runs', scripts.FIND_LAST_IMAGE),
      ...(preview ? releaseStack(of, pulumi, own) : []),
      run('Deploy', 'up', { 'config-map': imageConfig('${{ env.IMAGE }}'), 'upsert': true, 'diff': true }),
    ],
    verify: () => [script('Assert the running digest', scripts.VERIFY, { env: of('NAME', 'NAMESPACE', 'SELECTOR') })],
    rollback: () => [run('Roll back', 'up', { 'config-map': imageConfig(IMAGE_BEFORE) }, `failure() && steps.${BEFORE}.outputs.image`)],
    destroy: () => (preview ? destroyStack(of, pulumi, own) : [run('Delete everything', 'destroy', { remove: true })]),
    drift: () => [
      install(),
      find('Find what runs', scripts.FIND_RUNNING_IMAGE),
      run('Compare with what runs', 'preview', { 'config-map': imageConfig(IMAGE_BEFORE), 'refresh': true, 'expect-no-changes': true, 'diff': true }),
    ],
  };
}

function stack(context: TargetContext, pulumi: KubernetesPulumiProps): Record<string, unknown> {
  const { backend, secretsProvider } = pulumi;
  return {
    'stack-name': qualifiedName(context, pulumi),
    'work-dir': context.directory,
    'pulumi-version': PULUMI_VERSION,
    ...(backend && { 'cloud-url': backend }),
    ...(secretsProvider && { 'secrets-provider': secretsProvider }),
  };
}

/** A backend of one's own knows no organizations. */
function qualifiedName(context: TargetContext, pulumi: KubernetesPulumiProps): string {
  const name = stackName(context, pulumi);
  return pulumi.backend ? name : `${pulumi.organization}/${projectName(context, pulumi)}/${name}`;
}

function imageConfig(image: string): string {
  return `image: { value: "${image}", secret: false }`;
}

/** Pulumi Cloud trusts the job's OIDC token; a backend of the cluster's cloud is covered by the login to it. */
function signIn({ backend, organization }: KubernetesPulumiProps): Step[] {
  if (backend !== undefined) return [];
  return [Step.uses('pulumi/auth-actions', {
    name: 'Log in to Pulumi Cloud', with: { 'organization': organization, 'requested-token-type': 'urn:pulumi:token-type:access_token:organization' },
  })];
}

/** Azure's key vault driver asks the CLI, which azure/login signed in. */
function credentials({ secretsProvider }: KubernetesPulumiProps): Record<string, string> | undefined {
  return secretsProvider?.startsWith('azurekeyvault:') ? { AZURE_KEYVAULT_AUTH_VIA_CLI: 'true' } : undefined;
}
