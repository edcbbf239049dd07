/** The time of a step, and the end of its job. */
import { Done } from './done';
import { LegSurroundings } from './leg-state';

/**
 * @param ended somebody ends this very step
 * @param wanted whether the condition of the step holds: where it does in a job that is cancelled, the step goes on
 */
export async function withinLimits(
  { cancel, stop }: Pick<LegSurroundings, 'cancel' | 'stop'>, minutes: number, wanted: () => boolean, perform: (signal: AbortSignal) => Promise<Done>,
  ended?: AbortSignal,
): Promise<Done> {
  const controller = new AbortController();
  const end = () => controller.abort();
  const endUnlessWanted = () => {
    if (!wanted()) end();
  };
  let late = false;
  const timer = minutes > 0 ? setTimeout(() => {
    late = true;
    end();
  }, Math.min(minutes * 60_000, 2 ** 31 - 1)) : undefined;
  if (!cancel.aborted) cancel.addEventListener('abort', endUnlessWanted);
  stop.addEventListener('abort', end);
  ended?.addEventListener('abort', end);
  try {
    const done = await perform(controller.signal);
    if (!controller.signal.aborted) return done;
    if (!late) return { ...done, outcome: 'cancelled', reason: 'it was cancelled' };
    return { ...done, outcome: 'failure', reason: `it took more than ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}` };
  } finally {
    clearTimeout(timer);
    cancel.removeEventListener('abort', endUnlessWanted);
    stop.removeEventListener('abort', end);
    ended?.removeEventListener('abort', end);
  }
}
