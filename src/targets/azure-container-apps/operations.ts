/**
 * What the jobs do, as plain az commands: the same deployment serves to create, to shift and to go back, and can be tried anywhere.
 * (azure/bicep-deploy makes the same call; a rollout needs it several times within one step.)
 */
import { API_VERSION, APP, ENVIRONMENT } from './app-template';
import type { AzureSettings } from './settings';
import { Step } from '../../step';
import { BAKE, REQUIRE_DIGEST, script, SMOKE, smokePath } from '../support/script';
import type { TargetContext, TargetOperations } from '../target';

/** Id of the step whose outputs say what served before (`serving`) and what the new revision is called (`suffix`). */
const BEFORE = 'before';
const SERVING = { SERVING: `\${{ steps.${BEFORE}.outputs.serving }}` };
const SUFFIX = { SUFFIX: `\${{ steps.${BEFORE}.outputs.suffix }}` };
/** Label of a revision that takes no requests yet. */
const LABEL = 'next';

type Env = Readonly<Record<string, string>>;

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

const GROUP = '--subscription "$SUBSCRIPTION" --resource-group "$RESOURCE_GROUP"';

/** Reads the app, or a part of it, as Azure has it. */
const READ = `
read_app() {
  az rest --method get --url "$APP_URL$1?api-version=$API_VERSION"
}
`.trim();

const EXISTS = `
exists() {
  [ -n "$(az resource list ${GROUP} --name "$1" --resource-type "$2" --query '[0].id' --output tsv)" ]
}
`.trim();

/** The revisions that get requests; without ingress, the latest that is ready. */
const SERVING_REVISIONS = `
serving_revisions() {
  jq -r '.properties as $app
    | [($app.configuration.ingress.traffic // [{ latestRevision: true, weight: 100 }])[] | select((.weight // 0) > 0)]
    | sort_by(-.weight)[] | .revisionName // $app.latestReadyRevisionName // empty'
}
`.trim();

/** Applies the template with the image and the revision's name, and further parameters where there are some. */
const DEPLOY_APP = `
deploy_app() {
  timeout "$TIMEOUT_SECONDS" az deployment group create ${GROUP} \\
    --name "$APP-$SUFFIX" --template-file "$FILE" --output none \\
    --parameters image="$IMAGE" revisionSuffix="$SUFFIX" "$@"
}
`.trim();

/** All requests to the latest revision, as the template says where nothing else is said. */
const ALL = 'deploy_app traffic=\'[{"latestRevision":true,"weight":100}]\'';

const APPLY = `
timeout "$TIMEOUT_SECONDS" az deployment group create ${GROUP} \\
  --name "$APP-$SUFFIX" --template-file "$FILE" --output none \\
  --parameters image="$IMAGE" revisionSuffix="$SUFFIX"
`.trim();

/** A revision is ready once it is healthy; one that may have no instance, once it is provisioned. */
const AWAIT = `
await_revision() {
  local deadline=$((SECONDS + TIMEOUT_SECONDS)) state
  while true; do
    state=$(read_app "/revisions/$1" 2> /dev/null \\
      | jq -r '.properties | "\\(.provisioningState)/\\(.healthState)/\\(.replicas // 0)"' || echo unknown)
    echo "$1: $state"
    case "$state" in
      Provisioned/Healthy/*) return 0 ;;
      Provisioned/*/0) if [ "$MIN_REPLICAS" = 0 ]; then return 0; fi ;;
      Failed/*) echo "::error::$1 failed"; return 1 ;;
    esac
    if [ "$SECONDS" -ge "$deadline" ]; then
      echo "::error::$1 was not ready within $TIMEOUT_SECONDS seconds"
      return 1
    fi
    sleep "\${POLL_SECONDS:-10}"
  done
}
`.trim();

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

function fileEnv(context: TargetContext): Env {
  return { FILE: `${context.directory}/app.json`, TIMEOUT_SECONDS: String(context.rollout.timeoutSeconds) };
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

/** \`api.name.region.azurecontainerapps.io\` → \`api---next.name.region.azurecontainerapps.io\` */
const CANDIDATE_URL = `
fqdn=$(read_app '' | jq -r '.properties.configuration.ingress.fqdn')
url="https://$APP---${LABEL}.\${fqdn#*.}$SMOKE_PATH"
`.trim();

const FIRST = `
if [ -z "$SERVING" ]; then
  echo "The first revision serves already"
  exit 0
fi
`.trim();

function tryCandidate(context: TargetContext, env: Env): Step {
  return script('Try the new revision by its label', `
${READ}
${SMOKE}
${FIRST}
${CANDIDATE_URL}
smoke "$url"
echo "$url answers"
`, { env: { ...env, ...SERVING, SMOKE_PATH: smokePath(context) } });
}

function shift(context: TargetContext, env: Env): Step {
  const { kind, percent, bakeMinutes } = context.rollout;
  const canary = kind === 'canary';
  const reachable = context.workload.ingress === 'public';
  const split = `
deploy_app traffic="$(jq -cn --arg old "$SERVING" --arg new "$APP--$SUFFIX" --argjson percent "$PERCENT" \\
  '[{ revisionName: $old, weight: (100 - $percent) }, { revisionName: $new, weight: $percent, label: "${LABEL}" }]')"
bake "$BAKE_SECONDS" "$url"
`.trim();
  // the label's URL goes with the label, so after the switch the app's own is asked
  const url = canary ? CANDIDATE_URL : CANDIDATE_URL.replace(`https://$APP---${LABEL}.\${fqdn#*.}`, 'https://$fqdn');
  return script(canary ? 'Shift the requests in two steps' : 'Shift all requests to the new revision', `
${READ}
${SMOKE}
${BAKE}
${DEPLOY_APP}
${FIRST}
${reachable ? url : 'url='}
${canary ? `${split}\n${ALL}` : `${ALL}\nbake "$BAKE_SECONDS" "$url"`}
# revisions without requests would go on running, and cost
read_app /revisions | jq -r --arg new "$APP--$SUFFIX" '.value[] | select(.properties.active and .name != $new) | .name' \\
  | while read -r revision; do
    az rest --method post --url "$APP_URL/revisions/$revision/deactivate?api-version=$API_VERSION"
  done
`, {
    env: {
      ...env, ...SERVING, ...SUFFIX, ...fileEnv(context), BAKE_SECONDS: String(Math.round(bakeMinutes * 60)),
      ...(canary ? { PERCENT: String(percent) } : {}), ...(reachable ? { SMOKE_PATH: smokePath(context) } : {}),
    },
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

const NOTHING_BEFORE = `
if [ -z "$SERVING" ]; then
  echo "Nothing served before this deploy: there is nothing to go back to"
  exit 0
fi
`.trim();

/** With one active revision: a new one, as the old one was. */
function rollbackRevision(context: TargetContext, env: Env): Step {
  return script('Go back to what served before', `
${READ}
${AWAIT}
${NOTHING_BEFORE}
suffix=$(printf 'r%x' "$(date -u +%s)")
az containerapp revision copy ${GROUP} --name "$APP" \\
  --from-revision "$SERVING" --revision-suffix "$suffix" --output none
await_revision "$APP--$suffix"
echo "::warning::$APP is back at $SERVING, as $APP--$suffix"
`, {
    if: 'failure()',
    env: { ...env, ...SERVING, TIMEOUT_SECONDS: String(context.rollout.timeoutSeconds), MIN_REPLICAS: String(context.workload.replicas.min) },
  });
}

/** With several: all requests back to the old one. */
function rollbackTraffic(context: TargetContext, env: Env): Step {
  return script('Go back to what served before', `
${READ}
${AWAIT}
${DEPLOY_APP}
${SERVING_REVISIONS}
${NOTHING_BEFORE}
if [ "$(read_app '' | serving_revisions)" != "$SERVING" ]; then
  if [ "$(read_app "/revisions/$SERVING" | jq -r '.properties.active')" != true ]; then
    az rest --method post --url "$APP_URL/revisions/$SERVING/activate?api-version=$API_VERSION"
  fi
  await_revision "$SERVING"
  deploy_app traffic="$(jq -cn --arg old "$SERVING" '[{ revisionName: $old, weight: 100 }]')"
fi
if [ "$(read_app "/revisions/$APP--$SUFFIX" 2> /dev/null | jq -r '.properties.active' || true)" = true ]; then
  az rest --method post --url "$APP_URL/revisions/$APP--$SUFFIX/deactivate?api-version=$API_VERSION"
fi
echo "::warning::$APP is back at $SERVING"
`, { if: 'failure()', env: { ...env, ...SERVING, ...SUFFIX, ...fileEnv(context), MIN_REPLICAS: String(context.workload.replicas.min) } });
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

/**
 * Differences that a what-if of the template predicts. A property that only Azure has is a default that it filled in; an entry of a list
 * that only Azure has was added by somebody.
 */
const WHAT_IF = `
what_if() {
  local changes differences
  changes=$(az deployment group what-if ${GROUP} --no-pretty-print "$@")
  differences=$(jq -r '
    def leaves($at; $list): . as $change
      | ([$at, .path] | map(select(. != "")) | join(".")) as $path
      | if (.children // []) != [] then .children[] | leaves($path; $change.propertyChangeType == "Array")
        elif .propertyChangeType == "Create" or .propertyChangeType == "Modify" or (.propertyChangeType == "Delete" and $list)
        then "\\($path): \\(.before | tojson) runs, \\(.after | tojson) is defined"
        else empty end;
    .changes[]
    | if .changeType == "Modify" then .delta[]? | leaves(""; false)
      elif .changeType == "Create" or .changeType == "Delete" then "\\(.resourceId): \\(.changeType)"
      else empty end
  ' <<<"$changes")
  if [ -n "$differences" ]; then
    echo "::error::what runs differs from what is defined"
    echo "$differences"
    return 1
  fi
  echo "What runs is what is defined"
}
`.trim();

function drift(context: TargetContext, env: Env): Step {
  return script('Compare what runs with what is defined', `
${READ}
${WHAT_IF}
app=$(read_app '')
image=$(jq -r '.properties.template.containers[0].image' <<<"$app")
suffix=$(jq -r '.properties.template.revisionSuffix // ""' <<<"$app")
if [ -n "\${DIGEST:-}" ] && [ "\${image##*@}" != "$DIGEST" ]; then
  echo "::error::$image is deployed, not $DIGEST"
  exit 1
fi
what_if --template-file "$FILE" --parameters image="$image" revisionSuffix="$suffix"
`, { env: { ...env, FILE: `${context.directory}/app.json` } });
}

function driftEnvironment(context: TargetContext, env: Env): Step {
  return script('Compare the environment with what is defined', `
${WHAT_IF}
what_if --template-file "$FILE"
`, { env: { ...env, FILE: `${context.directory}/environment.json` } });
}
