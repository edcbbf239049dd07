/** The one-time trust of a Swarm target: a key of its own, networks, and what a person must still put there. */
import type { SwarmSettings } from './settings';
import { isProxied } from './stack';
import { word } from '../support/shell';
import type { TargetContext, TargetFile, TargetOutput } from '../target';

export function bootstrapFiles(context: TargetContext, settings: SwarmSettings, secrets: readonly string[]): TargetFile[] {
  const { repository, environment } = context;
  if (!repository) return [];
  const slug = `${repository.owner}/${repository.name}`;
  const networks = [...(isProxied(context) ? [settings.proxyNetwork] : []), ...settings.networks];
  const content = `#!/usr/bin/env bash
# Run once by a person who may sign in to ${settings.user}@${settings.host} and administer ${slug}.
# Whoever holds the key may run Docker there, which is as good as root: it is made here, stored as a secret of the
# environment, and kept nowhere else. Running this again replaces it.
set -euo pipefail

host=${word(`${settings.user}@${settings.host}`)}
port=${settings.port}
repository=${word(slug)}
environment=${word(environment)}
comment=${word(`pipewright:${slug}:${environment.replace(/\s+/g, '-')}`)}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf '%s\\n' ${word(settings.knownHost)} > "$folder/known_hosts"
remote() {
  # shellcheck disable=SC2029 # the arguments are meant to be put together here
  ssh -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$folder/known_hosts" -p "$port" "$host" "$@"
}

if [ "$(remote docker info --format '{{.Swarm.ControlAvailable}}')" != true ]; then
  echo "$host is no manager of a swarm" >&2
  exit 1
fi

ssh-keygen -q -t ed25519 -N '' -C "$comment" -f "$folder/key"
{ printf 'restrict '; cat "$folder/key.pub"; } | remote "umask 077; mkdir -p ~/.ssh; touch ~/.ssh/authorized_keys
  { awk -v end=' $comment' 'substr(\\$0, length(\\$0) - length(end) + 1) != end' ~/.ssh/authorized_keys; cat; } > ~/.ssh/authorized_keys.new
  mv ~/.ssh/authorized_keys.new ~/.ssh/authorized_keys"
gh secret set SWARM_SSH_KEY --repo "$repository" --env "$environment" < "$folder/key"
echo "The environment $environment holds a new key for $host"
${networks.length ? `
networks=$(remote docker network ls --filter driver=overlay --format '{{.Name}}')
wanted=(${networks.map(word).join(' ')})
for network in "\${wanted[@]}"; do
  if ! grep -qxF "$network" <<<"$networks"; then
    remote docker network create --driver overlay "$network"
  fi
done
` : ''}${secrets.length ? `
secrets=$(remote docker secret ls --format '{{.Name}}')
needed=(${secrets.map(word).join(' ')})
for secret in "\${needed[@]}"; do
  if ! grep -qxF "$secret" <<<"$secrets"; then
    echo "missing on the swarm: the secret $secret. Create it with: docker secret create $secret -" >&2
  fi
done
` : ''}`;
  return [{ path: 'bootstrap.sh', content, executable: true }];
}

export function bootstrapCommands(context: TargetContext, settings: SwarmSettings, secrets: readonly string[]): TargetOutput['bootstrapCommands'] {
  const ssh = `ssh -p ${settings.port} ${word(`${settings.user}@${settings.host}`)}`;
  const { registry } = context;
  return [
    ...(context.repository ? [{
      description: 'Make a key for the deploy job, let the manager accept it, and store it as a secret of the environment',
      command: `${context.directory}/bootstrap/bootstrap.sh`,
    }] : []),
    ...secrets.map((name) => ({ description: `Create the secret ${name}, from standard input`, command: `${ssh} docker secret create ${word(name)} -` })),
    ...(registry && !registry.isPublic ? [{
      description: `Let the manager pull from ${registry.host}, with a credential that may only read`,
      command: `${ssh.replace('ssh', 'ssh -t')} docker login ${word(registry.host)}`,
    }] : []),
  ];
}
