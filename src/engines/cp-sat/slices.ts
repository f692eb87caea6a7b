/** One uninterruptible part of a solve. */
export interface Slice {
  readonly seconds: number;
  /** Whether to come back with the first solution. */
  readonly firstOnly: boolean;
  readonly presolve: boolean;
}

/** Up to this many variables a model is usually finished before a first solution could help anybody. */
const SMALL_MODEL = 500;

/**
 * The slices of one solve, without end.
 *
 * A small model gets a short slice of everything. A larger one without a start comes back with its first solution,
 * first without presolve, which takes seconds on large models and none of it survives a slice. Then slices double, so
 * that the work done again is at most about as much as the last slice.
 */
export function* slices(variables: number, hasStart: boolean): Generator<Slice> {
  if (variables <= SMALL_MODEL) yield { seconds: 0.25, firstOnly: false, presolve: true };
  else if (!hasStart) {
    yield { seconds: 1, firstOnly: true, presolve: false };
    yield { seconds: 4, firstOnly: true, presolve: true };
  }
  for (let seconds = variables <= 20_000 ? 2 : 4; ; seconds *= 2) {
    yield { seconds, firstOnly: false, presolve: true };
  }
}
