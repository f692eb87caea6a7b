import type { State } from '../../../src/engines/local/state.ts';

/** What a state keeps up to date, counted anew from its values. */
export function countedAnew({ matrix, values, weights }: State) {
  const activity = Array.from({ length: matrix.numRows }, (_, r) => {
    let sum = 0;
    for (let at = matrix.starts[r]!; at < matrix.starts[r + 1]!; at++) {
      sum += matrix.values[at]! * values[matrix.indices[at]!]!;
    }
    return sum;
  });
  const misses = activity.map((sum, r) => Math.max(0, matrix.rowLower[r]! - sum, sum - matrix.rowUpper[r]!));
  return {
    activity,
    violated: misses.flatMap((miss, r) => (miss > 0 ? [r] : [])),
    missed: misses.reduce((total, miss, r) => total + miss * weights[r]!, 0),
    cost: values.reduce((total, value, c) => total + value * matrix.cost[c]!, 0),
  };
}

/** The same as the state has it. */
export function kept(state: State) {
  return {
    activity: Array.from({ length: state.matrix.numRows }, (_, row) => state.activityOf(row)),
    violated: [...state.violated.subarray(0, state.violatedCount)].sort((a, b) => a - b),
    missed: state.missed,
    cost: state.cost,
  };
}
