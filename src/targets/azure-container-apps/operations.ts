/**
 * What the jobs do, as plain az commands: the same deployment serves to create, to shift and to go back, and can be tried anywhere.
 * (azure/bicep-deploy makes the same call; a rollout needs it several times within one step.)
 */
import { API_VERSION, APP, ENVIRONMENT } from './app-template';
import { BEFORE, Env, fileEnv, rollbackRevision, rollbackTraffic, SERVING, shift, SUFFIX, tryCandidate } from './rollout';
import { APPLY, AWAIT, DEPLOY_APP, EXISTS, GROUP, LABEL, READ, SERVING_REVISIONS, WHAT_IF } from './scripts';
import type { AzureSettings } from './settings';
import { Step } from '../../step';
import { REQUIRE_DIGEST, SAME_DIGEST, script } from '../support/script';
import type { TargetContext, TargetOperations } from '../target';

export function operations(context: TargetContext, settings: AzureSettings): TargetOperations {
  const env = {
    SUBSCRIPTION: settings.subscriptionId,
    RESOURCE_GROUP: settings.resourceGroup,
    APP: settings.app,
    APP_URL: `/subscriptions/${settings.subscriptionId}/resourceGroups/${settings.resourceGroup}/providers/${APP}/${settings.app}`,
    API_VERSION,
  };
  const tagged = context.rollout.kind !== 'rolling';
  return {
    login: () => [login(settings)],
    deploy: () => [
      ...(settings.newEnvironment ? [applyEnvironment(context, env)] : []),
      before(env),
      apply(context, env, tagged),
      awaitRevision(context, env),
      ...(tagged ? [...(context.workload.ingress === 'public' ? [tryCandidate(context, env)] : []), shift(context, env)] : []),
    ],
    verify: () => [verify(env)],
    rollback: () => [tagged ? rollbackTraffic(context, env) : rollbackRevision(context, env)],
    destroy: () => [destroy(env, settings)],
    drift: () => [drift(context, env), ...(settings.newEnvironment ? [driftEnvironment(context, env)] : [])],
  };
}

function login(settings: AzureSettings): Step {
  return Step.uses('azure/login', {
    name: 'Sign in to Azure',
    with: { 'client-id': settings.clientId, 'tenant-id': settings.tenantId, 'subscription-id': settings.subscriptionId },
  });
}

function applyEnvironment(context: TargetContext, env: Env): Step {
  return script('Apply the environment', `
az deployment group create ${GROUP} --name "$APP-environment" --template-file "$FILE" --output none
`, { env: { ...env, FILE: `${context.directory}/environment.json` } });
}

/** A name for the new revision: a part of the digest to recognize it, the time because every deploy needs a new one. */
function before(env: Env): Step {
  return script('Note what serves now', `
${READ}
${EXISTS}
${SERVING_REVISIONS}
serving=
if exists "$APP" ${APP}; then
  serving=$(read_app '' | serving_revisions | head -n 1)
fi
suffix=$(printf 'd%s-%x' "\${DIGEST:7:8}" "$(date -u +%s)")
echo "serving now: \${serving:-nothing}; new revision: $APP--$suffix"
{ echo "serving=$serving"; echo "suffix=$suffix"; } >> "\${GITHUB_OUTPUT:-/dev/null}"
`, { id: BEFORE, env });
}

function apply(context: TargetContext, env: Env, tagged: boolean): Step {
  const traffic = `
${DEPLOY_APP}
traffic='[{"latestRevision":true,"weight":100}]'
if [ -n "$SERVING" ]; then
  # all requests stay where they are; the new revision is reached by its label only
  traffic=$(jq -cn --arg old "$SERVING" --arg new "$APP--$SUFFIX" \\
    '[{ revisionName: $old, weight: 100 }, { revisionName: $new, weight: 0, label: "${LABEL}" }]')
fi
deploy_app traffic="$traffic"
`.trim();
  return script('Apply the app', `
${REQUIRE_DIGEST}
${tagged ? traffic : APPLY}
`, { env: { ...env, ...(tagged ? SERVING : {}), ...SUFFIX, ...fileEnv(context) } });
}

function awaitRevision(context: TargetContext, env: Env): Step {
  return script('Wait for the new revision', `
${READ}
${AWAIT}
await_revision "$APP--$SUFFIX"
`, {
    env: { ...env, ...SUFFIX, TIMEOUT_SECONDS: String(context.rollout.timeoutSeconds), MIN_REPLICAS: String(context.workload.replicas.min) },
  });
}

function verify(env: Env): Step {
  return script('Assert what serves', `
${READ}
${SERVING_REVISIONS}
serving=$(read_app '' | serving_revisions)
if [ -z "$serving" ]; then
  echo "::error::no revision of $APP serves"
  exit 1
fi
while read -r revision; do
  image=$(read_app "/revisions/$revision" | jq -r '.properties.template.containers[0].image')
  if [ "\${image##*@}" != "$DIGEST" ]; then
    echo "::error::$revision serves $image, not $DIGEST"
    exit 1
  fi
  echo "$revision serves $image"
done <<<"$serving"
`, { env });
}

function destroy(env: Env, settings: AzureSettings): Step {
  const own = settings.newEnvironment ? `
remove "$ENVIRONMENT_NAME" ${ENVIRONMENT}
remove "$ENVIRONMENT_NAME" Microsoft.OperationalInsights/workspaces` : '';
  return script('Delete the app', `
${EXISTS}
remove() {
  if exists "$1" "$2"; then
    az resource delete ${GROUP} --name "$1" --resource-type "$2" --output none
    echo "$2 $1 is deleted"
  else
    echo "there is no $2 $1"
  fi
}
remove "$APP" ${APP}${own}
`, { env: { ...env, ...(settings.newEnvironment ? { ENVIRONMENT_NAME: settings.environment } : {}) } });
}

function drift(context: TargetContext, env: Env): Step {
  return script('Compare what runs with what is defined', `
${READ}
${WHAT_IF}
app=$(read_app '')
image=$(jq -r '.properties.template.containers[0].image' <<<"$app")
suffix=$(jq -r '.properties.template.revisionSuffix // ""' <<<"$app")
${SAME_DIGEST}
what_if --template-file "$FILE" --parameters image="$image" revisionSuffix="$suffix"
`, { env: { ...env, FILE: `${context.directory}/app.json` } });
}

function driftEnvironment(context: TargetContext, env: Env): Step {
  return script('Compare the environment with what is defined', `
${WHAT_IF}
what_if --template-file "$FILE"
`, { env: { ...env, FILE: `${context.directory}/environment.json` } });
}
