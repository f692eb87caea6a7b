/** One uninterruptible part of a solve. */
export interface Slice {
  readonly seconds: number;
  /** Whether to come back with the first solution. */
  readonly firstOnly: boolean;
  readonly presolve: boolean;
}

/** Up to this many variables a model is usually finished before a first solution could help anybody. */
const SMALL_MODEL = 500;

/** From this many variables on, presolve costs more than it saves in all but the longest slices. */
const LARGE_MODEL = 20_000;

/** A first solution without presolve takes up to about a second by itself, on models of rows, and longer beside others. */
const FIRST_UNITS = 1.5;

/**
 * The slices of one solve, without end.
 *
 * A small model gets a short slice of everything. A larger one without a start comes back with its first solution, and
 * without presolve: on 101,000 Booleans presolve alone took 30 s where the search without it took 6. Then slices
 * double, so that the work done again is at most about as much as the last slice.
 */
export function* slices(variables: number, hasStart: boolean): Generator<Slice> {
  const unit = Math.max(1, variables / 10_000);
  if (variables <= SMALL_MODEL) yield { seconds: 0.25, firstOnly: false, presolve: true };
  else if (!hasStart) yield { seconds: FIRST_UNITS * unit, firstOnly: true, presolve: false };
  let presolve = variables < LARGE_MODEL;
  for (let seconds = 2 * unit; ; seconds *= 2) {
    yield { seconds, firstOnly: false, presolve };
    presolve = true;
  }
}

/** How far a slice may go: by the clock, and in CP-SAT's own units of work. */
export interface SliceLimits {
  readonly seconds: number;
  readonly units: number;
}

/** On small models CP-SAT counts about this many units of work in a second. */
const UNITS_PER_SECOND = 0.5;

/**
 * The limits of a slice when work as a whole is not counted.
 *
 * Those of a small model are cut by work, so that the same model and seed take the same path whatever else the machine
 * does: where the cut is decides what the next slice begins with. The last one lasts to the end, when there would be no
 * time for one that is twice as long: what a slice learns is lost with it, and a longer one proves more.
 */
export function limitsOf({ seconds }: Slice, variables: number, secondsLeft: number): SliceLimits {
  if (variables > SMALL_MODEL) return { seconds: Math.min(seconds, secondsLeft), units: Number.POSITIVE_INFINITY };
  if (secondsLeft < 3 * seconds) return { seconds: secondsLeft, units: Number.POSITIVE_INFINITY };
  return { seconds: Math.min(2 * seconds, secondsLeft), units: UNITS_PER_SECOND * seconds };
}
