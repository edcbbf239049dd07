/** Which rule speaks of what does not fit GitHub's schema. */
import { Misfit } from './walk';

export type MisfitOwner = 'syntax' | 'trigger' | 'permission-scope' | 'reusable-call' | 'dispatch-inputs' | 'matrix' | 'concurrency-group';

export function ownerOf({ path, definition }: Misfit): MisfitOwner {
  if (path[0] === 'on' && path.length > 1) {
    return /^(workflow-dispatch-input|workflow-call-input|input-type)/.test(definition) ? 'dispatch-inputs' : 'trigger';
  }
  if (definition.startsWith('permission')) return 'permission-scope';
  if (definition === 'workflow-job' || definition.startsWith('workflow-job-')) return 'reusable-call';
  if (path[2] === 'strategy' && path[3] === 'matrix') return 'matrix';
  return /concurrency/.test(definition) ? 'concurrency-group' : 'syntax';
}
