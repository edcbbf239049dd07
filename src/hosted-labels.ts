import { Runner } from './runner';

/** Labels of hosted runners that exist, for errors. */
export function hostedRunnerLabels(): string[] {
  return Object.values(Runner).filter((value): value is Runner => value instanceof Runner).map((runner) => runner.labels[0]);
}
