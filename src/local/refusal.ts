/** What is never run by accident: jobs that deploy, or whose token could publish. */
import { effectivePermissions } from '../plan/permissions';
import { environmentName, isDeployment } from '../workflow/deployment';
import { JobModel, WorkflowModel } from '../workflow/model';

/** Scopes with which something leaves the repository. */
const PUBLISHING = ['id-token', 'packages', 'contents', 'deployments', 'pages', 'attestations'];

/** Why a job must be named to be run here, whatever the event; undefined where it need not. */
export function reasonToRefuse(job: JobModel, workflow: WorkflowModel): string | undefined {
  if (isDeployment(job)) return `it deploys to the environment ${environmentName(job)}`;
  const permissions = effectivePermissions(job.permissions, workflow.permissions, { name: 'push', payload: {} });
  const scopes = PUBLISHING.filter((scope) => permissions?.[scope] === 'write');
  return scopes.length ? `its token may write ${scopes.join(', ')}` : undefined;
}

/** Names by which `--deploy` may mean a job. */
export function deployNames(id: string, construct: string, job: JobModel): string[] {
  return [...new Set([id, construct, environmentName(job) ?? id])];
}
