/** Three-valued truth ↔ `Runs`. */
import { Runs } from './runs';

/** `undefined` is: only the run knows. */
export function runsFrom(truth: boolean | undefined): Runs {
  return truth === undefined ? Runs.UNKNOWN : truth ? Runs.YES : Runs.NO;
}
