/** A stack for each pull request. The command line is used where the action cannot say what it needs: it fails where there is no stack. */
import { DELETE_ALL } from './scripts';
import { Values } from './values';
import { Step } from '../../../step';
import { script } from '../../support/script';
import type { KubernetesPulumiProps } from '../props';
import { PULUMI_VERSION } from '../pulumi/project';

export interface StackEnvironment {
  /** As Pulumi names it: `organization/project/stack`, or the last part only. */
  readonly stack: string;
  readonly credentials: Readonly<Record<string, string>> | undefined;
}

/** `stack_exists`: whether there is the stack; anything that hinders the answer ends the script. */
const SIGN_IN = `
cd "$DIRECTORY"
pulumi login \${BACKEND:+"$BACKEND"}
stacks=$(pulumi stack ls --json \${ORGANIZATION:+--organization "$ORGANIZATION"})
stack_exists() {
  jq --exit-status --arg name "\${STACK##*/}" 'any(.[]?; (.name | split("/") | last) == $name)' <<<"$stacks" >/dev/null
}
`.trim();

/** There is one run of a preview at a time: what holds the stack is a run that was killed. */
const RELEASE = `
${SIGN_IN}
if stack_exists; then
  pulumi cancel --yes --stack "$STACK" || echo "Nothing holds the stack $STACK"
fi
`;

const DESTROY = `
${SIGN_IN}
if ! stack_exists; then
  echo "There is no stack $STACK"
  exit 0
fi
pulumi cancel --yes --stack "$STACK" || echo "Nothing holds the stack $STACK"
pulumi destroy --yes --skip-preview --non-interactive --stack "$STACK"
pulumi stack rm --yes --non-interactive --stack "$STACK"
`;

function install(): Step {
  return Step.uses('pulumi/actions', { name: 'Install Pulumi', with: { 'pulumi-version': PULUMI_VERSION } });
}

export function releaseStack(of: Values, pulumi: KubernetesPulumiProps, given: StackEnvironment): Step[] {
  return [install(), script('Release the stack', RELEASE, { env: environment(of, pulumi, given) })];
}

/** The stack, then whatever an interrupted update left that the stack does not know. */
export function destroyStack(of: Values, pulumi: KubernetesPulumiProps, given: StackEnvironment): Step[] {
  return [
    install(),
    script('Delete the stack', DESTROY, { env: { ...environment(of, pulumi, given), ...given.credentials } }),
    script('Delete what is left', DELETE_ALL, { env: of('LABELS', 'NAMESPACE', 'RESOURCES') }),
  ];
}

function environment(of: Values, { backend, organization }: KubernetesPulumiProps, { stack }: StackEnvironment): Record<string, string> {
  return { ...of('DIRECTORY'), STACK: stack, BACKEND: backend ?? '', ORGANIZATION: backend === undefined ? organization ?? '' : '' };
}
