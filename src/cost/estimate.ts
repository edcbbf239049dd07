/** Time and cost of what an event runs, from durations that somebody gives. What is not given is unknown. */
import { Estimate, EstimateProps, JobEstimate } from './estimate-props';
import { legNames } from './leg-names';
import { isSelfHosted, Price, PRICE_SOURCE, priceOf, priceOfLabel, quotaMultiplier, SKUS } from './price-list';
import { nearest } from '../nearest';
import type { Plan } from '../plan/plan';
import type { PlannedJob } from '../plan/planned-job';
import { Runs } from '../plan/runs';
import { PipewrightError, Problem } from '../problem';

interface Leg {
  readonly minutes?: number;
  /** Undefined where it is unknown; null where GitHub bills nothing. */
  readonly price?: Price | null;
}

/** What is worked out for a job before its place in the run is known. */
interface Timed {
  readonly job: PlannedJob;
  readonly legs: readonly Leg[];
  /** Undefined where a leg is unknown. */
  readonly minutes?: number;
  /** The part that is known. */
  readonly atLeast: number;
}

/** @throws PipewrightError where a duration is no time, or a runner type does not exist */
export function estimatePlan(plan: Plan, props: EstimateProps = {}): Estimate {
  check(plan, props);
  const running = plan.triggered ? plan.jobs.filter((job) => job.runs === Runs.YES) : [];
  const notes: string[] = [];
  const timed = running.map((job) => timeOf(job, props, notes));
  const { start, end, path } = schedule(timed);
  const jobs = timed.map((one): JobEstimate => ({
    id: one.job.id,
    construct: one.job.construct,
    legs: one.legs.length,
    ...known('minutes', one.minutes),
    start: round(start.get(one.job.id)!),
    critical: path.includes(one.job.id),
    ...known('billedMinutes', sum(one.legs.map(billed))),
    ...known('cost', sum(one.legs.map((leg) => costOf(leg, props)))),
  }));
  const unsure = plan.jobs.filter((job) => job.runs === Runs.UNKNOWN).map(({ id }) => id);
  if (unsure.length) notes.push(`only the run knows whether ${unsure.join(', ')} ${unsure.length === 1 ? 'runs' : 'run'}; not counted`);
  const legs = timed.flatMap((one) => one.legs);
  return {
    jobs,
    minutes: round(Math.max(0, ...end.values())),
    criticalPath: path,
    billedMinutes: legs.reduce((all, leg) => all + (billed(leg) ?? 0), 0),
    cost: round(legs.reduce((all, leg) => all + (costOf(leg, props) ?? 0), 0)),
    quotaMinutes: legs.reduce((all, leg) => all + (quotaOf(leg, props) ?? 0), 0),
    complete: notes.length === 0,
    notes,
    prices: PRICE_SOURCE,
  };
}

function check(plan: Plan, { durations = {}, runnerTypes = {} }: EstimateProps): void {
  const wrong = (message: string, value: unknown, allowed?: readonly string[]): Problem => ({
    ruleId: 'estimate', severity: 'error', where: plan.file, message, value, ...(allowed ? { allowed, nearest: nearest(String(value), allowed) } : {}),
  });
  const problems = [
    ...Object.entries(durations).filter(([, minutes]) => typeof minutes !== 'number' || !(minutes >= 0) || minutes === Infinity).map(([job, minutes]) => wrong(`the duration of ${job} is no number of minutes`, minutes)),
    ...Object.entries(runnerTypes).filter(([, sku]) => priceOf(sku) === undefined).map(([label, sku]) => wrong(`the runner type of ${label} is none of GitHub's`, sku, SKUS)),
  ];
  if (problems.length) throw new PipewrightError(problems);
}

function timeOf(job: PlannedJob, props: EstimateProps, notes: string[]): Timed {
  if (job.uses !== undefined) notes.push(`${job.id} calls ${job.uses}, whose jobs are not part of the estimate`);
  if (job.matrixUnknown.length) notes.push(`only the run knows the matrix of ${job.id}: it depends on ${job.matrixUnknown.join(', ')}`);
  const runners = job.runners;
  const legs = legNames(job).map((name, i): Leg => ({ ...known('minutes', durationOf(job, name, props)), price: priceOfRunner(runners[i], props) }));
  const untimed = legs.filter(({ minutes }) => minutes === undefined).length;
  if (untimed > 0) notes.push(untimed === legs.length ? `the duration of ${job.id} is unknown` : `the duration of ${untimed} of ${legs.length} legs of ${job.id} is unknown`);
  const unpriced = [...new Set(runners.filter((_, i) => legs[i] && legs[i].price === undefined))];
  if (unpriced.length && job.uses === undefined) notes.push(`the price of the runner ${unpriced.join(', ')} of ${job.id} is unknown; runnerTypes can say its type`);
  const atLeast = makespan(legs, job);
  return { job, legs, atLeast, ...known('minutes', legs.length && untimed === 0 ? atLeast : undefined) };
}

/** Of the exact leg, of the job by its id, or by its name. The id of a construct is that of its main job. */
function durationOf(job: PlannedJob, legName: string, { durations = {} }: EstimateProps): number | undefined {
  return [legName, job.id, job._model.name].flatMap((key) => (key !== undefined && Object.hasOwn(durations, key) ? [durations[key]] : []))[0];
}

function priceOfRunner(runner: string | undefined, { runnerTypes = {} }: EstimateProps): Price | null | undefined {
  const labels = (runner ?? '').split(', ');
  const named = labels.find((label) => Object.hasOwn(runnerTypes, label));
  if (named !== undefined) return priceOf(runnerTypes[named]);
  if (isSelfHosted(labels)) return null;
  return labels.map(priceOfLabel).find((price) => price !== undefined);
}

/** From the start of the first leg to the end of the last, where so many run at a time; unknown legs count as nothing. */
function makespan(legs: readonly Leg[], job: PlannedJob): number {
  const atATime = Number(job._model.strategy?.['max-parallel'] ?? legs.length) || legs.length;
  const slots = new Array<number>(Math.max(1, Math.min(atATime, legs.length))).fill(0);
  for (const { minutes = 0 } of legs) slots[slots.indexOf(Math.min(...slots))] += minutes;
  return round(Math.max(...slots));
}

interface Schedule {
  readonly start: ReadonlyMap<string, number>;
  readonly end: ReadonlyMap<string, number>;
  readonly path: string[];
}

/** Each job starts when the last of its needs has ended; jobs are in the order of their needs. */
function schedule(timed: readonly Timed[]): Schedule {
  const start = new Map<string, number>();
  const end = new Map<string, number>();
  const before = new Map<string, string>();
  for (const { job, atLeast } of timed) {
    const needs = job.needs.filter((need) => end.has(need));
    const last = needs.reduce<string | undefined>((latest, need) => (latest === undefined || end.get(need)! > end.get(latest)! ? need : latest), undefined);
    const from = last === undefined ? 0 : end.get(last)!;
    start.set(job.id, from);
    end.set(job.id, from + atLeast);
    if (last !== undefined) before.set(job.id, last);
  }
  const path: string[] = [];
  // of several that end last, the last: what is unknown behind it would make it longer
  let at = [...end].reduce<string | undefined>((latest, [id, time]) => (latest === undefined || time >= end.get(latest)! ? id : latest), undefined);
  for (; at !== undefined; at = before.get(at)) path.unshift(at);
  return { start, end, path };
}

/** Each job is rounded up to the next whole minute; one that GitHub does not run is not billed. */
function billed({ minutes, price }: Leg): number | undefined {
  if (price === null) return 0;
  return minutes === undefined ? undefined : Math.ceil(round(minutes));
}

function costOf(leg: Leg, { publicRepository }: EstimateProps): number | undefined {
  const { price } = leg;
  if (price === null || (publicRepository && price?.standard)) return 0;
  const minutes = billed(leg);
  return price === undefined || minutes === undefined ? undefined : minutes * price.perMinute;
}

function quotaOf(leg: Leg, { publicRepository }: EstimateProps): number | undefined {
  const { price } = leg;
  if (!price?.standard || publicRepository) return 0;
  const minutes = billed(leg);
  return minutes === undefined ? undefined : minutes * quotaMultiplier(price);
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  return values.includes(undefined) ? undefined : round(values.reduce<number>((all, value) => all + value!, 0));
}

/** Sums of decimal fractions, without their dust. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function known<K extends string>(key: K, value: number | undefined): { [P in K]?: number } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: number };
}
