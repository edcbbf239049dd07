/** Any cluster: its API server trusts GitHub's tokens, or a service account's token is stored. */
import { Identity, IdentityOf } from './identity';
import { Step } from '../../../step';
import { ISSUER } from '../../../trust/subject';
import { script } from '../../support/script';
import { word } from '../../support/shell';
import { toYaml } from '../../support/yaml';
import { roleName } from '../bootstrap/rbac';
import type { ExistingClusterProps } from '../cluster';
import { MANAGED_BY, Plan } from '../plan';

const NOTHING = { before: [], after: [], files: [], objects: [], accounts: [], notes: [], principal: '', connect: undefined };

/** A kubeconfig entry for the server; the credentials follow. */
const SET_CLUSTER = `
set -- --server "$SERVER"
if [ -n "$CERTIFICATE_AUTHORITY" ]; then
  printf '%s\\n' "$CERTIFICATE_AUTHORITY" >"$RUNNER_TEMP/kubernetes-ca.pem"
  set -- "$@" --certificate-authority "$RUNNER_TEMP/kubernetes-ca.pem" --embed-certs
fi
kubectl config set-cluster pipewright "$@"
kubectl config set-context pipewright --cluster pipewright --user pipewright
kubectl config use-context pipewright
`.trim();

/**
 * kubectl asks for a token whenever it needs one, because GitHub's last minutes only and a rollout may last longer.
 * The request's own token goes by standard input: arguments are visible to the whole machine.
 */
const OIDC = `
${SET_CLUSTER}
cat >"$RUNNER_TEMP/kubernetes-token.sh" <<'TOKEN'
set -euo pipefail
curl --fail --silent --show-error --retry 3 --header @- "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$1" <<<"Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" |
  jq '{ apiVersion: "client.authentication.k8s.io/v1beta1", kind: "ExecCredential", status: { token: .value } }'
TOKEN
kubectl config set-credentials pipewright --exec-api-version client.authentication.k8s.io/v1beta1 \\
  --exec-command bash --exec-arg "$RUNNER_TEMP/kubernetes-token.sh" --exec-arg "$(jq -rn 'env.AUDIENCE | @uri')"
kubectl auth whoami
`;

/** The token stays in a file that only this user reads, and that goes with the job. */
const TOKEN = `
${SET_CLUSTER}
(umask 077 && printf '%s' "$TOKEN" >"$RUNNER_TEMP/kubernetes-token")
kubectl config set users.pipewright.tokenFile "$RUNNER_TEMP/kubernetes-token"
kubectl auth whoami
`;

export const existingIdentity: IdentityOf<ExistingClusterProps> = (context, plan, props) =>
  (props.tokenSecret === undefined ? oidc(context, props) : token(context, plan, props, props.tokenSecret));

function oidc(context: Parameters<typeof existingIdentity>[0], props: ExistingClusterProps): Identity {
  const audience = props.oidcAudience ?? props.server;
  const env = { SERVER: props.server, CERTIFICATE_AUTHORITY: props.certificateAuthority ?? '', AUDIENCE: audience };
  return {
    ...NOTHING,
    login: () => [Step.run(`set -euo pipefail\n${OIDC.trim()}\n`, {
      name: 'Connect to the cluster', shell: 'bash', env, permissions: { 'id-token': 'write' },
    })],
    subject: context.subject === undefined ? undefined : { kind: 'User', name: `${PREFIX}${context.subject}` },
    files: [{ path: 'authentication.yaml', content: authentication(context, audience) }],
    before: [{
      description: 'Let the API server trust GitHub: give every API server this file by --authentication-config, merged with what it has already',
      command: `cat ${context.directory}/bootstrap/authentication.yaml`,
    }],
  };
}

/** Before the names of GitHub's users, so that they are nobody else's. */
const PREFIX = 'github:';

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration */
function authentication(context: Parameters<typeof existingIdentity>[0], audience: string): string {
  const { repository } = context;
  const ids = [
    { claim: 'repository_owner_id', requiredValue: repository?.ownerId },
    { claim: 'repository_id', requiredValue: repository?.id },
  ].filter(({ requiredValue }) => requiredValue !== undefined);
  return toYaml({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    jwt: [{
      issuer: { url: ISSUER, audiences: [audience] },
      claimValidationRules: [
        ...ids.map(({ claim, requiredValue }) => ({ claim, requiredValue: String(requiredValue) })),
        { expression: refCondition(context.refs), message: 'the job runs for a ref that does not deploy' },
      ],
      claimMappings: { username: { claim: 'sub', prefix: PREFIX } },
    }],
  });
}

/** In CEL: one of the refs, a final `*` stands for anything. */
function refCondition(refs: readonly string[]): string {
  const text = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;
  const one = (ref: string) => (ref.endsWith('*') ? `claims.ref.startsWith(${text(ref.slice(0, -1))})` : `claims.ref == ${text(ref)}`);
  return refs.length ? refs.map(one).join(' || ') : 'false';
}

function token(context: Parameters<typeof existingIdentity>[0], plan: Plan, props: ExistingClusterProps, secret: string): Identity {
  const env = { SERVER: props.server, CERTIFICATE_AUTHORITY: props.certificateAuthority ?? '', TOKEN: `\${{ secrets.${secret} }}` };
  const name = roleName(plan);
  const read = `kubectl get secret ${name} --namespace ${plan.namespace} --output 'jsonpath={.data.token}' | base64 --decode`;
  return {
    ...NOTHING,
    login: () => [script('Connect to the cluster', TOKEN, { env })],
    ...serviceAccountIdentity(plan),
    after: [{
      description: `Store the service account's token as the secret ${secret} of the environment ${context.environment}`,
      command: `${read} | gh secret set ${secret} --env ${word(context.environment)}${repositoryFlag(context)}`,
    }],
    notes: [`${context.id} signs in by a standing token: where you run the API server, let it trust GitHub's OIDC tokens instead (leave tokenSecret out)`],
  };
}

/** A service account of the namespace with a token that lasts. */
export function serviceAccountIdentity(plan: Plan): Pick<Identity, 'subject' | 'objects'> {
  const name = roleName(plan);
  const labels = { ...MANAGED_BY };
  return {
    subject: { kind: 'ServiceAccount', name },
    objects: [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: plan.namespace, labels }, automountServiceAccountToken: false },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'kubernetes.io/service-account-token',
        metadata: { name, namespace: plan.namespace, labels, annotations: { 'kubernetes.io/service-account.name': name } },
      },
    ],
  };
}

export function repositoryFlag(context: Parameters<typeof existingIdentity>[0]): string {
  return context.repository ? ` --repo ${context.repository.owner}/${context.repository.name}` : '';
}
