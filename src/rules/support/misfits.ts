/** Which rule speaks of what does not fit GitHub's schema. */
import { Misfit } from './walk';

export type MisfitOwner = 'syntax' | 'new-syntax' | 'trigger' | 'permission-scope' | 'reusable-call' | 'dispatch-inputs' | 'matrix' | 'concurrency-group';

/** Steps that run side by side: in GitHub's schema, but behind a feature flag of its parser. */
const NEW_KEYS = new Set(['background', 'wait', 'wait-all', 'cancel', 'parallel']);

export function ownerOf({ path, definition, at, value }: Misfit): MisfitOwner {
  const last = path[path.length - 1];
  if (path[0] === 'on' && path.length > 1) {
    return /^(workflow-dispatch-input|workflow-call-input|input-type)/.test(definition) ? 'dispatch-inputs' : 'trigger';
  }
  if (definition.startsWith('permission')) return 'permission-scope';
  if (at === 'key' && path[0] === 'jobs' && path[2] === 'steps' && path.length === 5 && NEW_KEYS.has(String(value ?? last))) return 'new-syntax';
  if (definition === 'workflow-job' || definition.startsWith('workflow-job-')) return 'reusable-call';
  if (path[2] === 'strategy' && path[3] === 'matrix') return 'matrix';
  return /concurrency/.test(definition) ? 'concurrency-group' : 'syntax';
}
