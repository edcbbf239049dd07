/** What came of one step, and how the steps behind it see it. */
import { Outcome, StepResult } from './results';
import { Data } from '../expressions/github-expressions';
import { dictionary, toData, unknownBeyond } from '../expressions/values';
import { StepModel } from '../workflow/model';

export interface Done {
  readonly kind: StepResult['kind'];
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** Nobody ran it, so that what it would have put out is not known. */
  readonly open?: boolean;
}

export function skipped(step: StepModel, reason: string): Done {
  return { kind: kindOf(step), outcome: 'skipped', reason, outputs: {} };
}

export function failure(step: StepModel, reason: string): Done {
  return { kind: kindOf(step), outcome: 'failure', reason, outputs: {} };
}

/** An action that is not run on this machine. */
export function notRun(reason: string): Done {
  return { kind: 'not run', outcome: 'skipped', reason, outputs: {}, open: true };
}

function kindOf(step: StepModel): StepResult['kind'] {
  return step.run === undefined ? 'not run' : 'script';
}

/** `steps.<id>` */
export function stepContext(id: string, { outcome, conclusion, outputs }: StepResult, open: boolean): Data {
  const values = Object.entries(outputs).map(([name, value]) => [name, toData(value)] as const);
  return dictionary([
    ['outputs', open ? unknownBeyond(`steps.${id}.outputs`, values) : dictionary(values)],
    ['outcome', toData(outcome)],
    ['conclusion', toData(conclusion)],
  ]);
}
