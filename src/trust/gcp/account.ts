/** What exists once per Google Cloud project: the pool of the repository, and who may push its images. */
import { GcpIdentity, identityResources, isTrustable } from './identity';
import { accountId, NUMBER_VARIABLE, poolId, providerId } from './names';
import { Resources, terraform } from './terraform';
import type { Repository } from '../../app';
import type { Report } from '../../targets/support/input';
import { derivedName } from '../../targets/support/names';
import { unique } from '../../targets/support/unique';
import type { AccountNeed, Bootstrap } from '../../targets/target';
import { byPurpose, pushName } from '../purpose';

type Push = Extract<AccountNeed, { kind: 'artifact-push' }>;

/**
 * The file and commands of one project, from everything the app needs of it.
 * @param directory `deploy/bootstrap/gcp-<project>`, from where the commands are run
 */
export function gcpAccountBootstrap(
  project: string,
  needs: readonly AccountNeed[],
  repository: Repository | undefined,
  directory = `deploy/bootstrap/gcp-${project}`,
  report: Report = () => undefined,
): Bootstrap {
  const own = needs.filter((need) => need.cloud === 'gcp' && need.account === project);
  const pushes = own.filter((need): need is Push => need.kind === 'artifact-push');
  if (own.length === 0 || !isTrustable(repository, pushes[0]?.environment ?? '', report)) return { files: [], commands: [] };
  const number = own.flatMap((need) => (need.kind === 'identity-pool' && need.projectNumber ? [need.projectNumber] : []))[0];
  const pushing = pushes.length > 0;
  const resources = [poolResources(project, repository), ...byPurpose(pushes).map((group) => pushResources(project, number, repository, group.needs, pushName(group.purpose)))];
  const content = terraform({ project, resources, lookUpProject: pushing && number === undefined });
  return {
    files: [{ path: 'bootstrap.tf.json', content }],
    commands: [
      {
        description: `Create the identity pool of ${repository.owner}/${repository.name}${pushing ? ' and the identity that pushes images' : ''} in ${project}; keep the state that Terraform writes`,
        command: `terraform -chdir=${directory} init && terraform -chdir=${directory} apply`,
      },
      ...(pushing && number === undefined ? numberCommands(project, repository, pushes) : []),
    ],
  };
}

/** The number of the project is a part of the provider's name, so a job that does not know it reads a variable. */
function numberCommands(project: string, repository: Repository, pushes: readonly Push[]): Bootstrap['commands'] {
  return unique(pushes.map((push) => push.environment)).map((environment) => ({
    description: `Tell the environment ${environment} the number of ${project}`,
    command: `gh variable set ${NUMBER_VARIABLE} --repo ${repository.owner}/${repository.name} --env '${environment}' --body "$(gcloud projects describe ${project} --format='value(projectNumber)')"`,
  }));
}

function poolResources(project: string, repository: Repository): Resources {
  const services = ['iam', 'iamcredentials', 'sts', 'artifactregistry'];
  return {
    google_project_service: Object.fromEntries(services.map((name) => [
      name, { project, service: `${name}.googleapis.com`, disable_on_destroy: false },
    ])),
    google_iam_workload_identity_pool: {
      github: {
        project,
        workload_identity_pool_id: poolId(repository),
        display_name: poolId(repository),
        description: `GitHub Actions of ${repository.owner}/${repository.name}`.slice(0, 256),
        depends_on: services.map((name) => `google_project_service.${name}`),
      },
    },
  };
}

function pushResources(project: string, projectNumber: string | undefined, repository: Repository, pushes: readonly Push[], name: string): Resources {
  const identity: GcpIdentity = {
    project, projectNumber, repository,
    environments: unique(pushes.map((push) => push.environment)),
    refs: unique(pushes.flatMap((push) => push.refs)),
    pool: poolId(repository), provider: providerId(name), account: accountId(repository, name),
  };
  const label = name.replaceAll('-', '_');
  const resources = identityResources(identity, label);
  const provider = resources.google_iam_workload_identity_pool_provider[label];
  const targets = new Map(pushes.map((push) => [`${push.location}/${push.repository}`, push]));
  return {
    ...resources,
    google_iam_workload_identity_pool_provider: { [label]: { ...provider, depends_on: ['google_iam_workload_identity_pool.github'] } },
    google_artifact_registry_repository_iam_member: Object.fromEntries([...targets.keys()].sort().map((key) => {
      const { location, repository: target } = targets.get(key)!;
      return [
        derivedName([name, location, target], 60).replaceAll('-', '_'),
        { project, location, repository: target, role: 'roles/artifactregistry.writer', member: `\${google_service_account.${label}.member}` },
      ];
    })),
  };
}
