/** From one revision to the next, and back. */
import { ALL, AWAIT, CANDIDATE_URL, DEPLOY_APP, GROUP, LABEL, READ, SERVING_REVISIONS } from './scripts';
import { Step } from '../../step';
import { BAKE, FIRST_SERVES, NOTHING_BEFORE, script, SMOKE, smokePath } from '../support/script';
import type { TargetContext } from '../target';

/** Id of the step whose outputs say what served before (`serving`) and what the new revision is called (`suffix`). */
export const BEFORE = 'before';
export const SERVING = { SERVING: `\${{ steps.${BEFORE}.outputs.serving }}` };
export const SUFFIX = { SUFFIX: `\${{ steps.${BEFORE}.outputs.suffix }}` };

export type Env = Readonly<Record<string, string>>;

export function fileEnv(context: TargetContext): Env {
  return { FILE: `${context.directory}/app.json`, TIMEOUT_SECONDS: String(context.rollout.timeoutSeconds) };
}

export function tryCandidate(context: TargetContext, env: Env): Step {
  return script('Try the new revision by its label', `
${READ}
${SMOKE}
${FIRST_SERVES}
${CANDIDATE_URL}
smoke "$url"
echo "$url answers"
`, { env: { ...env, ...SERVING, SMOKE_PATH: smokePath(context) } });
}

export function shift(context: TargetContext, env: Env): Step {
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
${FIRST_SERVES}
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

/** With one active revision: a new one, as the old one was. */
export function rollbackRevision(context: TargetContext, env: Env): Step {
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
export function rollbackTraffic(context: TargetContext, env: Env): Step {
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
