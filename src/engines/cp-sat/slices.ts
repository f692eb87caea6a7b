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
  else if (!hasStart) yield { seconds: unit, firstOnly: true, presolve: false };
  let presolve = variables < LARGE_MODEL;
  for (let seconds = 2 * unit; ; seconds *= 2) {
    yield { seconds, firstOnly: false, presolve };
    presolve = true;
  }
}

/**
 * How long a slice lasts by the clock, in seconds: to the end for a small model when there would be no time for the next
 * one, which is twice as long. What a slice learns is lost with it, and a longer one proves more.
 */
export function lengthOf({ seconds }: Slice, variables: number, secondsLeft: number): number {
  return variables <= SMALL_MODEL && secondsLeft < 3 * seconds ? secondsLeft : Math.min(seconds, secondsLeft);
}
