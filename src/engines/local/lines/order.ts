import type { State } from '../state.ts';
import type { Line } from './reading.ts';

/**
 * A line with its steps in an order that leaves few rows open between one step and the next, as each makes more states.
 *
 * *Means* sifting: each step in turn goes to the place where the sum of how long rows are open is least (C. Matuszewski,
 * R. Schönfeld and P. Molitor, "Using Sifting for k-Layer Straightline Crossing Minimization", Graph Drawing 1999; the
 * measure is the one of R. Rudell, ICCAD 1993). *Limits* quadratic in the steps.
 */
export function ordered(state: State, line: Line): Line {
  const stepsOf = stepsByRow(state, line);
  const rowsOf = line.steps.map((): number[] => []);
  stepsOf.forEach((steps, r) => {
    for (const s of steps) rowsOf[s]!.push(r);
  });
  const order = [...line.steps.keys()];
  for (const step of line.steps.keys()) {
    const from = order.indexOf(step);
    order.splice(from, 1);
    order.splice(bestPlace(order, { from, step, stepsOf, own: rowsOf[step]! }), 0, step);
  }
  return { ...line, steps: order.map((s) => line.steps[s]!) };
}

/** Of each row of the line the steps that add to it, by themselves or by what follows from them. */
function stepsByRow({ matrix, structure }: State, { steps, followers, rows }: Line): number[][] {
  const stepsOf = new Map<number, Set<number>>();
  steps.forEach((columns, s) => {
    for (const column of columns) stepsOf.set(column, new Set([s]));
  });
  const behind = (row: number, into: Set<number>): Set<number> => {
    for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
      for (const s of stepsOf.get(matrix.indices[at]!) ?? []) into.add(s);
    }
    return into;
  };
  for (const column of followers) {
    const own = new Set<number>();
    for (let i = structure.starts[column]!; i < structure.starts[column + 1]!; i++) behind(structure.rowsOf[i]!, own);
    stepsOf.set(column, own);
  }
  return rows.map((row) => [...behind(row, new Set())]);
}

interface Sifted {
  /** Where the step was; it stays where nothing is better. */
  readonly from: number;
  readonly step: number;
  readonly stepsOf: readonly number[][];
  readonly own: readonly number[];
}

/** Where in an order without it a step opens rows for the shortest time. */
function bestPlace(order: readonly number[], { from, step, stepsOf, own }: Sifted): number {
  const place = new Int32Array(order.length + 1);
  order.forEach((s, i) => {
    place[s] = i;
  });
  const isOwn = new Uint8Array(stepsOf.length);
  for (const r of own) isOwn[r] = 1;
  // Within a row, the step makes it one longer; before or after one of its own rows, by all that lies between.
  const outside = new Float64Array(order.length + 1);
  const change = new Int32Array(order.length + 2);
  for (let r = 0; r < stepsOf.length; r++) {
    let [low, high] = [order.length, -1];
    for (const s of stepsOf[r]!) {
      if (s === step) continue;
      if (place[s]! < low) low = place[s]!;
      if (place[s]! > high) high = place[s]!;
    }
    if (high < 0) continue;
    change[low + 1]!++;
    change[high + 1]!--;
    if (isOwn[r] === 0) continue;
    for (let p = 0; p <= low; p++) outside[p]! += low - p + 1;
    for (let p = high + 1; p <= order.length; p++) outside[p]! += p - high;
  }
  let [best, least, within] = [from, Number.POSITIVE_INFINITY, 0];
  for (let p = 0; p <= order.length; p++) {
    within += change[p]!;
    const cost = within + outside[p]!;
    if (cost > least || (cost === least && p !== from)) continue;
    [best, least] = [p, cost];
  }
  return best;
}
