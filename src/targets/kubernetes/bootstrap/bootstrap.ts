/** What a person applies once: the namespace, the role, and who holds it. */
import { role, roleBinding } from './rbac';
import { toYaml } from '../../support/yaml';
import type { TargetContext, TargetOutput } from '../../target';
import type { ClusterSpec } from '../cluster';
import type { Identity } from '../identity';
import { namespace } from '../objects/namespace';
import { KubernetesObject } from '../objects/object';
import type { Plan } from '../plan';
import { stateCommands } from '../pulumi/state';

export function bootstrapFiles(plan: Plan, objects: readonly KubernetesObject[], identity: Identity): TargetOutput['bootstrap'] {
  return [
    ...(createsNamespace(plan) ? [{ path: 'namespace.yaml', content: toYaml(namespace(plan)) }] : []),
    { path: 'role.yaml', content: toYaml(role(plan, objects)) },
    ...(identity.subject ? [{ path: 'role-binding.yaml', content: toYaml(roleBinding(plan, identity.subject)) }] : []),
    ...identity.objects.map((object) => ({ path: `${object.kind === 'Secret' ? 'token' : 'service-account'}.yaml`, content: toYaml(object) })),
    ...identity.files,
  ];
}

export function bootstrapCommands(context: TargetContext, plan: Plan, cluster: ClusterSpec, identity: Identity): TargetOutput['bootstrapCommands'] {
  const folder = `${context.directory}/bootstrap`;
  const files = ['role.yaml', ...(identity.subject ? ['role-binding.yaml'] : []), ...(identity.objects.length ? ['service-account.yaml', 'token.yaml'] : [])];
  const apply = (...names: string[]) => `kubectl apply --server-side ${names.map((name) => `-f ${folder}/${name}`).join(' ')}`;
  return [
    ...identity.before,
    ...(identity.connect ? [{ description: 'Connect to the cluster as somebody who may create namespaces and roles', command: identity.connect }] : []),
    ...(createsNamespace(plan) ? [{ description: `Create the namespace ${plan.namespace}`, command: apply('namespace.yaml') }] : []),
    { description: `Let the deploy identity work in ${plan.namespace}, and nowhere else`, command: apply(...files) },
    ...identity.after,
    ...(plan.props.pulumi ? stateCommands(plan.props.pulumi, cluster, identity.principal) : []),
    ...secretCommands(plan),
  ];
}

function createsNamespace(plan: Plan): boolean {
  return plan.props.createNamespace !== false;
}

/** Secrets are a person's, or a secret operator's: their values are in no file. */
function secretCommands(plan: Plan): TargetOutput['bootstrapCommands'] {
  const homes = Object.values(plan.workload.secrets).flatMap((secret) => (secret.homes.kubernetes ? [secret.homes.kubernetes] : []));
  const names = [...new Set(homes.map(({ name }) => name))].sort();
  const commands = names.map((name) => {
    const keys = [...new Set(homes.filter((home) => home.name === name).map(({ key }) => key))].sort();
    return {
      description: `Create the secret ${name} (each key's value in a file of its name)`,
      command: `kubectl create secret generic ${name} --namespace ${plan.namespace} ${keys.map((key) => `--from-file ${key}`).join(' ')}`,
    };
  });
  if (plan.pullSecret === undefined) return commands;
  return [...commands, {
    description: `Create the pull secret ${plan.pullSecret} from a Docker configuration that may read the image`,
    command: `kubectl create secret generic ${plan.pullSecret} --namespace ${plan.namespace} --type kubernetes.io/dockerconfigjson --from-file .dockerconfigjson=config.json`,
  }];
}
