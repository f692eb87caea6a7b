import { now } from '../engines/engine.ts';
import type { Stopped } from '../engines/outcome.ts';
import type { Model } from '../language/model.ts';
import { type SteadyOptions, type SteadyResult, solveSteadily } from './leastChange.ts';
import { DEFAULT_TIME_LIMIT_MS } from './termination.ts';

export interface RepeatableOptions extends SteadyOptions {
  /**
   * Whether to spend the time limit in counted work, so that the answer can be had again anywhere; with `ticks` every
   * answer can.
   */
  readonly repeatable?: boolean | undefined;
}

export interface RepeatableResult extends SteadyResult {
  /**
   * Of a solve that was to be repeatable: with this budget of ticks, and the same seed and options, every machine gives
   * this answer again. Absent where something ended it before any budget was used up, or an engine does not count its work.
   */
  readonly repeatTicks?: number;
}

/** The first budget: what most models need for a first schedule, in well under a second. */
const FIRST_TICKS = 200;

/** Each budget is so much larger than the one before it. */
const GROWTH = 4;

/** Of the time that is left, what the last budget is to take: the same work takes longer in one engine than in another. */
const LAST_SHARE = 0.75;

/** A last budget that is not so much larger would find little. */
const LEAST_GROWTH = 1.5;

/** Ends that depend on counted work alone. */
const COUNTED: ReadonlySet<Stopped> = new Set<Stopped>([
  'finished',
  'tick-limit',
  'engine-limit',
  'gap',
  'first-feasible',
]);

/**
 * Solves as {@link solveSteadily} does and, where it is to be repeatable, with budgets of ticks that grow until the time
 * is used; the answer is the best of them, and its budget is told.
 *
 * *Means* each budget begins anew, so that nothing of it depends on how far the ones before it came; the last has about
 * two thirds of the time, and what a machine does in a second is measured on the budget before it. One that the clock cuts does
 * not count. *Limits* the time limit of `options`; nothing is told of before the first budget is used up.
 * *Errors* as {@link solveSteadily}.
 */
export async function solveRepeatably(
  model: Model,
  { repeatable, onIncumbent, onBound, ...options }: RepeatableOptions = {},
): Promise<RepeatableResult> {
  if (!repeatable || options.ticks !== undefined) {
    const result = await solveSteadily(model, { ...options, onIncumbent, onBound });
    return repeatable && isCounted(result) ? { ...result, repeatTicks: options.ticks! } : result;
  }
  const began = now();
  const limit = options.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
  let best: RepeatableResult | undefined;
  for (let ticks: number | undefined = FIRST_TICKS; ticks !== undefined; ) {
    const spent = now() - began;
    const run: SteadyResult = later(
      await solveSteadily(model, { ...options, ticks, timeLimitMs: Math.max(1, limit - spent) }),
      spent,
    );
    if (isCounted(run) ? !isWorse(model, run, best) : !best) {
      tell(run, { before: best, ms: now() - began, onIncumbent, onBound });
      best = { ...run, ...(isCounted(run) ? { repeatTicks: ticks } : {}), ...firstOf(best ?? run) };
    }
    ticks = mayGain(run) ? nextTicks(ticks, run.ms, limit - (now() - began)) : undefined;
  }
  return { ...best!, ms: now() - began };
}

function isCounted({ outcome, ticks }: SteadyResult): boolean {
  return COUNTED.has(outcome.stopped) && ticks !== undefined;
}

/** Whether more work may lead to a better answer. */
function mayGain({ outcome, leastChange }: SteadyResult): boolean {
  if (outcome.stopped === 'tick-limit') return true;
  return outcome.stopped === 'finished' && leastChange?.isProved === false;
}

function isWorse({ objective }: Model, run: SteadyResult, best: SteadyResult | undefined): boolean {
  const [one, other] = [run, best].map((result) => result?.outcome.solution?.objective);
  if (other === undefined) return false;
  if (one === undefined) return true;
  if (one !== other) return objective?.sense === 'maximize' ? one < other : one > other;
  return (run.leastChange?.changes ?? 0) > (best?.leastChange?.changes ?? 0);
}

/** The next budget, of two digits so that it is easily typed; undefined when the time does not suffice for a larger one. */
function nextTicks(ticks: number, ms: number, leftMs: number): number | undefined {
  const fitted = (ticks * leftMs * LAST_SHARE) / Math.max(1, ms);
  // One that leaves no time for the next is the last, and has all that is left.
  const next = fitted >= ticks * GROWTH * (1 + GROWTH) ? ticks * GROWTH : fitted;
  if (next < ticks * LEAST_GROWTH) return undefined;
  const unit = 10 ** (Math.floor(Math.log10(next)) - 1);
  return Math.floor(next / unit) * unit;
}

/** The same run with its moments counted from so much earlier. */
function later<Result extends SteadyResult>(run: Result, ms: number): Result {
  return {
    ...run,
    incumbents: run.incumbents.map((moment) => ({ ...moment, ms: moment.ms + ms })),
    bounds: run.bounds.map((moment) => ({ ...moment, ms: moment.ms + ms })),
    ...(run.firstFeasibleMs === undefined ? {} : { firstFeasibleMs: run.firstFeasibleMs + ms }),
  };
}

function firstOf({ firstFeasibleMs }: SteadyResult): Pick<SteadyResult, 'firstFeasibleMs'> {
  return firstFeasibleMs === undefined ? {} : { firstFeasibleMs };
}

interface Telling extends Pick<RepeatableOptions, 'onIncumbent' | 'onBound'> {
  readonly before: SteadyResult | undefined;
  readonly ms: number;
}

/** Tells of what is not as it was before. */
function tell(
  { outcome, incumbents, bounds, engine }: SteadyResult,
  { before, ms, onIncumbent, onBound }: Telling,
): void {
  const { solution, bound } = outcome;
  const known = before?.outcome.solution?.values;
  if (solution?.values.some((value, i) => value !== known?.[i]))
    onIncumbent?.(solution, ms, incumbents.at(-1)?.engine ?? engine);
  const by = bounds.at(-1)?.engine;
  if (bound !== undefined && by !== undefined && bound !== before?.outcome.bound) onBound?.(bound, ms, by);
}
