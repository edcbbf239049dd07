/** Names of jobs as GitHub shows them, by which exported runs know them. */
import { evaluateTemplatePartially } from '../expressions/template';
import { toData } from '../expressions/values';
import { contextsOf } from '../plan/job-contexts';
import type { PlannedJob } from '../plan/planned-job';
import { hasExpression } from '../workflow/expression-scan';

/** One name for each leg. A name without expressions gets the values of the leg in parentheses. */
export function legNames(job: PlannedJob): string[] {
  const name = job._model.name ?? job.id;
  return job.legs.map((leg) => {
    if (hasExpression(name)) return evaluated(name, leg);
    const values = Object.values(leg).flatMap(plainValues).filter((value) => value !== '');
    return values.length ? `${name} (${values.join(', ')})` : name;
  });
}

/** Lists and maps are shown by what is in them. */
function plainValues(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(plainValues);
  return [toData(value).coerceString()];
}

function evaluated(name: string, leg: Readonly<Record<string, unknown>>): string {
  try {
    return evaluateTemplatePartially(name, { contexts: contextsOf({ matrix: toData(leg) }), functions: new Map() }).coerceString();
  } catch {
    return name;
  }
}
