/**
 * What the jobs do: docker's own commands on a manager, over SSH. They run there, not on the runner, so that workers pull
 * with the credential that the manager keeps; one of the job would die with it, and a rescheduled task could not start.
 */
import type { SwarmSettings } from './settings';
import { Step } from '../../step';
import { COMPARE } from '../support/drift';
import { REQUIRE_DIGEST, SAME_DIGEST, script } from '../support/script';
import type { TargetContext, TargetOperations } from '../target';

const BEFORE = 'before';
const VERSION = { VERSION: `\${{ steps.${BEFORE}.outputs.version }}` };

type Env = Readonly<Record<string, string>>;

export function operations(context: TargetContext, settings: SwarmSettings): TargetOperations {
  const env = {
    SWARM_SSH_KEY: '${{ secrets.SWARM_SSH_KEY }}',
    SWARM_HOST: `${settings.user}@${settings.host}`,
    SWARM_PORT: String(settings.port),
    KNOWN_HOST: settings.knownHost,
    STACK: settings.stack,
    SERVICE: settings.service,
  };
  return {
    login: () => [script('Reach the manager', `
${CONNECT}
if [ "$(remote docker info --format '{{.Swarm.ControlAvailable}}')" != true ]; then
  echo "::error::$SWARM_HOST is no manager of a swarm"
  exit 1
fi
`, { env })],
    deploy: () => [before(env), deploy(context, env)],
    verify: () => [verify(env)],
    rollback: () => [rollback(env, context.rollout.timeoutSeconds)],
    destroy: () => [script('Remove the stack', `
${CONNECT}
remote docker stack rm "$STACK"
`, { env })],
    drift: () => [drift(context, env)],
  };
}

/** The key lives in an agent for the length of the step; the host must show the pinned key. */
const CONNECT = `
known_hosts=$(mktemp)
printf '%s\\n' "$KNOWN_HOST" > "$known_hosts"
eval "$(ssh-agent -s)" > /dev/null
trap 'ssh-agent -k > /dev/null; rm -f "$known_hosts"' EXIT
ssh-add -q - <<<"$SWARM_SSH_KEY"
remote() {
  # shellcheck disable=SC2029 # the arguments are meant to be put together here
  ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$known_hosts" \\
    -o ServerAliveInterval=30 -p "$SWARM_PORT" "$SWARM_HOST" "$@"
}
`.trim();

const EXISTS = `
exists() {
  local names
  names=$(remote docker service ls --format '{{.Name}}')
  grep -qxF "$SERVICE" <<<"$names"
}
`.trim();

function before(env: Env): Step {
  return script('Note what runs now', `
${CONNECT}
${EXISTS}
version=
if exists; then
  found=$(remote docker service inspect "$SERVICE")
  version=$(jq -r '.[0].Version.Index' <<<"$found")
  jq -r '"running now: \\(.[0].Spec.TaskTemplate.ContainerSpec.Image)"' <<<"$found"
fi
echo "version=$version" >> "\${GITHUB_OUTPUT:-/dev/null}"
`, { id: BEFORE, env });
}

function deploy(context: TargetContext, env: Env): Step {
  return script('Deploy the stack', `
${REQUIRE_DIGEST}
${CONNECT}
# \`docker stack deploy\` ends well even where Swarm went back to the old tasks: the next step looks at what runs
remote "IMAGE='$IMAGE' timeout $TIMEOUT_SECONDS docker stack deploy --compose-file - --prune --with-registry-auth --detach=false $STACK" < "$FILE"
`, { env: { ...env, FILE: `${context.directory}/stack.yml`, TIMEOUT_SECONDS: String(context.rollout.timeoutSeconds) } });
}

function verify(env: Env): Step {
  return script('Assert what runs', `
${CONNECT}
found=$(remote docker service inspect "$SERVICE")
state=$(jq -r '.[0].UpdateStatus.State // "none"' <<<"$found")
case "$state" in
  none | completed) ;;
  *)
    echo "::error::the update of $SERVICE is $state: $(jq -r '.[0].UpdateStatus.Message // ""' <<<"$found")"
    exit 1
    ;;
esac
image=$(jq -r '.[0].Spec.TaskTemplate.ContainerSpec.Image' <<<"$found")
if [ "\${image##*@}" != "$DIGEST" ]; then
  echo "::error::$SERVICE is defined with $image, not $DIGEST"
  exit 1
fi
wanted=$(jq -r '.[0].Spec.Mode.Replicated.Replicas' <<<"$found")
running=$(remote docker service ps --filter desired-state=running --no-trunc --format json "$SERVICE" \\
  | jq -rs --arg digest "$DIGEST" 'map(select((.CurrentState | startswith("Running")) and (.Image | endswith($digest)))) | length')
echo "$running of $wanted tasks run $image"
[ "$running" -ge "$wanted" ]
`, { env });
}

function rollback(env: Env, timeoutSeconds: number): Step {
  return script('Go back to what ran before', `
if [ -z "$VERSION" ]; then
  echo "Nothing ran before this deploy: there is nothing to go back to"
  exit 0
fi
${CONNECT}
found=$(remote docker service inspect "$SERVICE")
if [ "$(jq -r '.[0].Version.Index' <<<"$found")" = "$VERSION" ]; then
  echo "Nothing was changed"
  exit 0
fi
case "$(jq -r '.[0].UpdateStatus.State // "none"' <<<"$found")" in
  rollback_completed) echo "Swarm has gone back by itself" ;;
  *) remote timeout "$TIMEOUT_SECONDS" docker service rollback --quiet "$SERVICE" ;;
esac
echo "::warning::$SERVICE is back at what ran before"
`, { if: 'failure()', env: { ...env, ...VERSION, TIMEOUT_SECONDS: String(timeoutSeconds) } });
}

function drift(context: TargetContext, env: Env): Step {
  return script('Compare what runs with what is defined', `
${CONNECT}
${COMPARE}
running=$(mktemp)
remote docker service inspect "$SERVICE" | jq '.[0]
  | .Spec.TaskTemplate.ContainerSpec.Env |= ((. // []) | sort)
  | .Spec.TaskTemplate.ContainerSpec.Secrets |= ((. // []) | sort_by(.File.Name))' > "$running"
compare "$FILE" "$running"
image=$(jq -r '.Spec.TaskTemplate.ContainerSpec.Image' "$running")
${SAME_DIGEST}
`, { env: { ...env, FILE: `${context.directory}/expected.json` } });
}
