/**
 * What the jobs do, as plain gcloud commands: gcloud is on the runner, its parser and its waiting can be tested anywhere,
 * and unlike google-github-actions/deploy-cloudrun with `metadata` it has no inputs that are silently ignored.
 */
import { grantsInvokers } from './bootstrap';
import { COMMANDS, Commands, describe, serving } from './commands';
import { BEFORE, CANDIDATE_TRAFFIC, Env, REVISION, SERVING, shift, tryCandidate } from './rollout';
import type { CloudRunSettings } from './settings';
import { Step } from '../../step';
import { COMPARE } from '../support/drift';
import { NOTHING_BEFORE, REQUIRE_DIGEST, SAME_DIGEST, script } from '../support/script';
import type { TargetContext, TargetOperations } from '../target';

export function operations(context: TargetContext, settings: CloudRunSettings): TargetOperations {
  const env = { PROJECT: settings.project, REGION: settings.region, SERVICE: settings.service };
  const commands = COMMANDS[settings.kind];
  const tagged = context.rollout.kind !== 'rolling' && settings.kind === 'service';
  return {
    login: () => [login(settings)],
    deploy: () => [
      before(commands, env),
      apply(context, commands, env, tagged),
      ...(grantsInvokers(context, settings) ? [letIn(settings, env)] : []),
      ...(tagged ? [tryCandidate(context, settings, env), shift(context, settings, env)] : []),
    ],
    verify: () => [verify(commands, env)],
    rollback: () => [rollback(commands, env)],
    destroy: () => [destroy(commands, env)],
    drift: () => [drift(context, commands, env)],
  };
}

function login(settings: CloudRunSettings): Step {
  return Step.uses('google-github-actions/auth', {
    name: 'Sign in to Google Cloud',
    with: {
      project_id: settings.project,
      workload_identity_provider: settings.workloadIdentityProvider,
      // a token of the identity pool alone lives ten minutes, too short for a rollout
      service_account: settings.deployAccount,
    },
  });
}

function list({ group }: Commands): string {
  return `
found=$(${group} list --project "$PROJECT" --region "$REGION" \\
  --filter "metadata.name=$SERVICE" --format json | jq '.[0] // {}')
`.trim();
}

/** A name for the new revision: a part of the digest to recognize it, the time because every deploy needs a new one. */
function before(commands: Commands, env: Env): Step {
  return script('Note what serves now', `
${list(commands)}
serving=$(jq -r '[${serving(commands)}] | max_by(.percent) | .revisionName // ""' <<<"$found")
revision=$(printf '%s-%s-%x' "$SERVICE" "\${DIGEST:7:4}" "$(date -u +%s)")
echo "serving now: \${serving:-nothing}; new revision: $revision"
{ echo "serving=$serving"; echo "revision=$revision"; } >> "\${GITHUB_OUTPUT:-/dev/null}"
`, { id: BEFORE, env });
}

function apply(context: TargetContext, commands: Commands, env: Env, tagged: boolean): Step {
  return script(commands.apply, `
${REQUIRE_DIGEST}
rendered=$(mktemp -d)/service.yaml
sed -e "s|^\\( *- image: \\)\\\${IMAGE}\\$|\\1$IMAGE|" -e "s|^\\( *name: \\)\\\${REVISION}\\$|\\1$REVISION|" "$FILE" > "$rendered"
${tagged ? `${CANDIDATE_TRAFFIC}\n` : ''}timeout "$TIMEOUT_SECONDS" ${commands.group} replace "$rendered" --project "$PROJECT"${commands.regionFlag} --quiet
`, {
    env: {
      ...env, ...REVISION, ...(tagged ? SERVING : {}),
      FILE: `${context.directory}/${commands.file}`, ...(commands.regionFlag ? {} : { CLOUDSDK_RUN_REGION: env.REGION }), TIMEOUT_SECONDS: String(context.rollout.timeoutSeconds),
    },
  });
}

function letIn({ invokers }: CloudRunSettings, env: Env): Step {
  return script('Let in who may call it', `
while read -r member; do
  gcloud run services add-iam-policy-binding "$SERVICE" --project "$PROJECT" --region "$REGION" --quiet \\
    --member "$member" --role roles/run.invoker < /dev/null
done <<<"$MEMBERS"
`, { env: { ...env, MEMBERS: invokers.join('\n') } });
}

function verify(commands: Commands, env: Env): Step {
  return script('Assert what serves', `
found=$(${describe(commands)})
serving=$(jq -r '${serving(commands)} | .revisionName' <<<"$found")
if [ -z "$serving" ]; then
  echo "::error::no revision of $SERVICE serves"
  exit 1
fi
while read -r revision; do
  image=$(${commands.revisions} describe "$revision" --project "$PROJECT" --region "$REGION" --format json \\
    | jq -r '.spec.containers[0].image')
  if [ "\${image##*@}" != "$DIGEST" ]; then
    echo "::error::$revision serves $image, not $DIGEST"
    exit 1
  fi
  echo "$revision serves $image"
done <<<"$serving"
`, { env });
}

function rollback(commands: Commands, env: Env): Step {
  return script('Go back to what served before', `
${NOTHING_BEFORE}
# gcloud also complains of the revision that failed, so what counts is what serves afterwards
${commands.group} ${commands.update} "$SERVICE" --project "$PROJECT" --region "$REGION" --quiet \\
  --to-revisions "$SERVING=100"${commands.clearTags} || true
now=$(${describe(commands)} | jq -r '${serving(commands)} | .revisionName')
if [ "$now" != "$SERVING" ]; then
  echo "::error::$SERVICE is served by \${now:-nothing}, not by $SERVING"
  exit 1
fi
echo "::warning::$SERVICE is back at $SERVING"
`, { if: 'failure()', env: { ...env, ...SERVING } });
}

function destroy(commands: Commands, env: Env): Step {
  return script(commands.remove, `
${list(commands)}
if [ "$(jq -r '.metadata.name // ""' <<<"$found")" = "" ]; then
  echo "There is no $SERVICE"
  exit 0
fi
${commands.group} delete "$SERVICE" --project "$PROJECT" --region "$REGION" --quiet
`, { env });
}

function drift(context: TargetContext, commands: Commands, env: Env): Step {
  return script('Compare what runs with what is defined', `
${COMPARE}
running=$(mktemp)
# CPU comes back in thousandths
${describe(commands)} \\
  | jq '(.spec.template.spec.containers[0].resources.limits.cpu) |= if type == "string" and endswith("m") then (rtrimstr("m") | tonumber / 1000 | tostring) else . end' \\
  > "$running"
compare "$FILE" "$running"
image=$(jq -r '.spec.template.spec.containers[0].image' "$running")
${SAME_DIGEST}
`, { env: { ...env, FILE: `${context.directory}/expected.json` } });
}
