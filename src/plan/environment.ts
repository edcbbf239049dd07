/** The environment that a job deploys to. */
import { contextsOf } from './job-contexts';
import { LegContexts } from './steps';
import { evaluateTemplatePartially } from '../expressions/template';
import { JobModel } from '../workflow/model';

/** Its name; where legs differ, their names. */
export function environmentOf(job: JobModel, legs: readonly LegContexts[]): string | undefined {
  const name = typeof job.environment === 'object' && job.environment !== null ? job.environment.name : job.environment;
  if (name === undefined || name === null) return undefined;
  const names = legs.map(({ contexts }) => {
    try {
      return evaluateTemplatePartially(String(name), { contexts: contextsOf(contexts), functions: new Map() }).coerceString();
    } catch {
      return String(name);
    }
  });
  return names.length ? [...new Set(names)].join(', ') : String(name);
}
