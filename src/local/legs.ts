/** Which legs of a job run here. */
import { difference, Machine, systemOf } from './machine';
import { asText } from '../expressions/evaluate';
import { nearest } from '../nearest';
import { Leg, legValues } from '../plan/matrix';
import { PipewrightError, Problem } from '../problem';

/** Values that a leg must have, as a person wrote them: `python=3.10,os=ubuntu-24.04`. */
export type LegChoice = Readonly<Record<string, string>>;

/** @throws PipewrightError where no leg has the values, or an axis does not exist */
export function chosenLegs(job: string, legs: readonly Leg[], choices: readonly LegChoice[]): Leg[] {
  if (choices.length === 0) return [...legs];
  const chosen = legs.filter((leg) => choices.some((choice) => fits(leg, choice)));
  const problems = choices.filter((choice) => !legs.some((leg) => fits(leg, choice))).map((choice) => mismatch(job, legs, choice));
  if (problems.length) throw new PipewrightError(problems);
  return chosen;
}

function fits(leg: Leg, choice: LegChoice): boolean {
  const values = legValues(leg);
  return Object.entries(choice).every(([axis, wanted]) => axis in values && asText(values[axis]) === wanted);
}

function mismatch(job: string, legs: readonly Leg[], choice: LegChoice): Problem {
  const axes = [...new Set(legs.flatMap((leg) => leg.map(([axis]) => axis)))];
  const stranger = Object.keys(choice).find((axis) => !axes.includes(axis));
  const base = { ruleId: 'run-leg', severity: 'error' as const, where: `job ${job}` };
  if (stranger !== undefined) return { ...base, message: `its matrix has no axis ${stranger}`, value: stranger, allowed: axes, nearest: nearest(stranger, axes) };
  const named = legs.map(legName);
  const value = Object.entries(choice).map((pair) => pair.join('=')).join(',');
  return { ...base, message: 'it has no such leg', value, allowed: named, nearest: nearest(value, named) };
}

/** As `--leg` takes it. */
export function legName(leg: Leg): string {
  return Object.entries(legValues(leg)).map(([axis, value]) => `${axis}=${typeof value === 'object' ? JSON.stringify(value) : asText(value)}`).join(',');
}

/** Why a runner's leg cannot run on this machine. */
export function elsewhere(labels: string | undefined, machine: Machine): string | undefined {
  const system = labels === undefined ? undefined : systemOf(labels);
  return system === undefined || system === machine.os ? undefined : `it asks for ${labels}; this is ${machine.os}`;
}

/** How this machine stands in for the runner, for people. */
export function standsIn(labels: string | undefined, machine: Machine): string {
  return labels === undefined || labels === '' ? machine.name : difference(labels, machine);
}
