/** What stands in for an action on this machine. */
import { LegState } from '../leg-state';
import { runProcess } from '../process';

export interface ActionInput {
  readonly leg: LegState;
  /** Environment of the step, with PATH. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Inputs by name in any case; an empty one counts as not given. */
  input(name: string): string | undefined;
  /** `true`, or the default where it is not given. */
  flag(name: string, otherwise: boolean): boolean;
}

export interface Emulation {
  /** What was done instead, for people. */
  readonly done: string;
  readonly outputs?: Readonly<Record<string, string>>;
  /** The action would have failed, and so does its stand-in. */
  readonly failed?: boolean;
  /** It has no meaning here in this form: nothing was done. */
  readonly skipped?: boolean;
}

export type Emulate = (action: ActionInput) => Promise<Emulation> | Emulation;

export function actionInput(given: Readonly<Record<string, string>>, leg: LegState, env: Readonly<Record<string, string>>, signal: AbortSignal): ActionInput {
  const values = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const input = (name: string) => values.get(name.toLowerCase())?.trim() || undefined;
  return { input, flag: (name, otherwise) => (input(name) ?? String(otherwise)).toLowerCase() === 'true', leg, env, signal };
}

/** Output of a program, its two streams together; undefined where it cannot be started or fails. */
export async function outputOf(action: Pick<ActionInput, 'leg' | 'env' | 'signal'>, file: string, ...args: string[]): Promise<string | undefined> {
  const lines: string[] = [];
  try {
    const end = await runProcess(file, args, {
      cwd: action.leg.around.folders.temp, env: action.env, signal: action.signal, onLine: (line) => lines.push(line), patience: action.leg.around.patience,
    });
    return end.code === 0 ? lines.join('\n') : undefined;
  } catch {
    return undefined;
  }
}
