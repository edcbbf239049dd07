/** The environment that a job names, and whether GitHub records a deployment to it. */
import { JobModel } from './model';

export function environmentName({ environment }: JobModel): string | undefined {
  return typeof environment === 'object' && environment !== null ? environment.name : environment;
}

export function isDeployment({ environment }: JobModel): boolean {
  if (environment === undefined || environment === null) return false;
  return typeof environment === 'string' || environment.deployment !== false;
}
