/** From one revision of a service to the next: the new one is tried by its tag, then gets the requests. */
import { COMMANDS, describe } from './commands';
import { TAG } from './limits';
import type { CloudRunSettings } from './settings';
import { Step } from '../../step';
import { BAKE, FIRST_SERVES, script, SMOKE, smokePath } from '../support/script';
import type { TargetContext } from '../target';

/** Id of the step whose outputs say what served before (`serving`) and what the new revision is called (`revision`). */
export const BEFORE = 'before';
export const SERVING = { SERVING: `\${{ steps.${BEFORE}.outputs.serving }}` };
export const REVISION = { REVISION: `\${{ steps.${BEFORE}.outputs.revision }}` };

export type Env = Readonly<Record<string, string>> & { readonly REGION: string };

export const CANDIDATE_TRAFFIC = `
if [ -n "$SERVING" ]; then
  # all requests stay where they are; the new revision is reached by its tag only
  candidate=$(sed '/^  traffic:$/,$d' "$rendered")
  printf '%s\\n  traffic:\\n    - revisionName: %s\\n      percent: 100\\n    - revisionName: %s\\n      percent: 0\\n      tag: ${TAG}\\n' \\
    "$candidate" "$SERVING" "$REVISION" > "$rendered"
fi
`.trim();

const CANDIDATE_URL = `
url=$(${describe(COMMANDS.service)} | jq -r '.status.traffic[]? | select(.tag == "${TAG}") | .url // empty')
`.trim();

/** Where a runner can reach the service: from outside a network only a public one that asks for no identity. */
function isReachable(context: TargetContext, settings: CloudRunSettings): boolean {
  return context.workload.ingress === 'public' && !settings.loadBalancer && settings.invokers.includes('allUsers');
}

export function tryCandidate(context: TargetContext, settings: CloudRunSettings, env: Env): Step {
  if (!isReachable(context, settings)) {
    return script('Check the new revision', `
ready=$(gcloud run revisions describe "$REVISION" --project "$PROJECT" --region "$REGION" --format json \\
  | jq -r '.status.conditions[]? | select(.type == "Ready") | .status')
echo "the new revision cannot be asked from here; ready: $ready"
[ "$ready" = "True" ]
`, { env: { ...env, ...REVISION } });
  }
  return script('Try the new revision by its tag', `
${SMOKE}
${FIRST_SERVES}
${CANDIDATE_URL}
smoke "\${url:?the new revision has no URL}$SMOKE_PATH"
echo "$url$SMOKE_PATH answers"
`, { env: { ...env, ...SERVING, SMOKE_PATH: smokePath(context) } });
}

export function shift(context: TargetContext, settings: CloudRunSettings, env: Env): Step {
  const { kind, percent, bakeMinutes } = context.rollout;
  const canary = kind === 'canary';
  const url = isReachable(context, settings) ? `${CANDIDATE_URL}\nurl=\${url:+$url$SMOKE_PATH}` : 'url=\'\'';
  const update = 'gcloud run services update-traffic "$SERVICE" --project "$PROJECT" --region "$REGION" --quiet';
  const bake = 'bake "$BAKE_SECONDS" "$url"';
  const steps = canary
    ? [`${update} --to-revisions "$REVISION=$PERCENT,$SERVING=$((100 - PERCENT))"`, bake, `${update} --to-latest --clear-tags`]
    : [`${update} --to-latest`, bake, `${update} --clear-tags`];
  return script(canary ? 'Shift the requests in two steps' : 'Shift all requests to the new revision', `
${SMOKE}
${BAKE}
${FIRST_SERVES}
${url}
${steps.join('\n')}
`, {
    env: {
      ...env, ...SERVING,
      ...(canary ? { ...REVISION, PERCENT: String(percent) } : {}),
      BAKE_SECONDS: String(Math.round(bakeMinutes * 60)), SMOKE_PATH: smokePath(context),
    },
  });
}
