import type { State } from '../state.ts';
import { freeIn, type Line } from './reading.ts';

/** Sums of rows beyond this are not followed, nor entries of rows beyond this. */
const FAR = 2 ** 29;
const LARGE = 2 ** 20;

/** What one column adds to the rows of a line. */
export interface Entries {
  readonly rows: Int32Array;
  readonly values: Int32Array;
}

/** A column whose value is known with the step it belongs to. */
export interface Follower extends Entries {
  readonly column: number;
  /** Its value when no decision of the line is 1. */
  readonly without: number;
  readonly lower: number;
  readonly upper: number;
  readonly isLeast: boolean;
  readonly definers: Entries;
}

/** One choice of a line: `columns[i]` with what it adds in `entries[i]`; column -1 is "none of them". */
export interface Step {
  readonly columns: Int32Array;
  readonly entries: readonly Entries[];
  readonly followers: readonly Follower[];
  /** The rows that this step adds to. */
  readonly touched: Int32Array;
}

/**
 * A line as sums that grow step by step; rows are numbered within the line.
 *
 * ```
 * base[r]           the sum of row r before the first step
 * lower, upper      its range
 * first, last       the steps between which it is open
 * least, most       what the steps after s add to it at least, and at most: at s * rows + r
 * knownAt[r]        the step with which the column that it defines is known, or -1
 * ```
 */
export interface Programme {
  readonly rows: number;
  readonly base: Int32Array;
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly least: Int32Array;
  readonly most: Int32Array;
  readonly knownAt: Int32Array;
  readonly steps: readonly Step[];
}

/** Reads a line; undefined when its sums are no small whole numbers. `state` is as it is without the line. */
export function programmeOf(state: State, line: Line): Programme | undefined {
  const { matrix, structure } = state;
  const rows = line.rows.length;
  const local = new Map(line.rows.map((row, r) => [row, r]));
  const stepOf = new Map<number, number>();
  line.steps.forEach((columns, s) => {
    for (const column of columns) stepOf.set(column, s);
  });
  let isWhole = true;
  const entriesOf = (column: number): Entries => {
    const own: [number, number][] = [];
    for (let at = state.columns.starts[column]!; at < state.columns.starts[column + 1]!; at++) {
      const row = local.get(state.columns.indices[at]!);
      const value = state.columns.values[at]!;
      if (row === undefined) continue;
      if (!Number.isInteger(value) || Math.abs(value) > LARGE) isWhole = false;
      own.push([row, value]);
    }
    return { rows: Int32Array.from(own, ([row]) => row), values: Int32Array.from(own, ([, value]) => value) };
  };
  const knownAt = new Int32Array(rows).fill(-1);
  const followers: Follower[][] = line.steps.map(() => []);
  const base = Float64Array.from(line.rows, (row) => state.activityOf(row));
  for (const column of line.followers) {
    const definers: [number, number][] = [];
    let step = -1;
    for (let i = structure.starts[column]!; i < structure.starts[column + 1]!; i++) {
      const row = structure.rowsOf[i]!;
      definers.push([local.get(row)!, structure.coefficients[i]!]);
      for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
        const input = matrix.indices[at]!;
        if (input !== column) step = Math.max(step, stepOf.get(input) ?? -1);
      }
    }
    if (step < 0 || definers.some(([row]) => row === undefined)) return undefined;
    stepOf.set(column, step);
    const own = entriesOf(column);
    const without = state.values[column]!;
    own.rows.forEach((row, i) => {
      base[row]! -= own.values[i]! * without;
    });
    for (const [row] of definers) knownAt[row] = step;
    followers[step]!.push({
      column,
      without,
      lower: matrix.colLower[column]!,
      upper: matrix.colUpper[column]!,
      isLeast: structure.end[column]! < 0,
      definers: { rows: Int32Array.from(definers, ([r]) => r), values: Int32Array.from(definers, ([, v]) => v) },
      ...own,
    });
  }
  const steps = line.steps.map((own, s): Step => {
    const group = structure.group[own[0]!]!;
    const mustChoose = group >= 0 && matrix.rowLower[group] === 1 && freeIn(matrix, group) === own.length;
    const columns = Int32Array.from(mustChoose ? own : [-1, ...own]);
    const entries = [...columns].map((c) =>
      c < 0 ? { rows: new Int32Array(0), values: new Int32Array(0) } : entriesOf(c),
    );
    const touched = new Set([...entries, ...followers[s]!].flatMap(({ rows: some }) => [...some]));
    return { columns, entries, followers: followers[s]!, touched: Int32Array.from(touched) };
  });
  if (!isWhole || base.some((sum) => !Number.isInteger(sum) || Math.abs(sum) > FAR)) return undefined;
  const whole = (bounds: Float64Array, round: (value: number) => number): Int32Array =>
    Int32Array.from(line.rows, (row) => Math.max(-FAR, Math.min(FAR, round(bounds[row]!))));
  return {
    rows,
    base: Int32Array.from(base),
    lower: whole(matrix.rowLower, Math.ceil),
    upper: whole(matrix.rowUpper, Math.floor),
    knownAt,
    steps,
    ...spansOf(steps, rows),
  };
}

function spansOf(steps: readonly Step[], rows: number): Pick<Programme, 'first' | 'last' | 'least' | 'most'> {
  const first = new Int32Array(rows).fill(steps.length);
  const last = new Int32Array(rows).fill(-1);
  const least = new Int32Array(steps.length * rows);
  const most = new Int32Array(steps.length * rows);
  for (let s = steps.length - 1; s >= 0; s--) {
    const { entries, followers, touched } = steps[s]!;
    for (const row of touched) {
      first[row] = s;
      last[row] = Math.max(last[row]!, s);
    }
    if (s === 0) break;
    const [here, before] = [s * rows, (s - 1) * rows];
    for (let r = 0; r < rows; r++) {
      least[before + r] = least[here + r]!;
      most[before + r] = most[here + r]!;
    }
    for (const row of touched) {
      const adds = entries.map(({ rows: some, values }) => values[some.indexOf(row)] ?? 0);
      least[before + row]! += Math.min(...adds);
      most[before + row]! += Math.max(...adds);
    }
    for (const { rows: some, values, lower, upper } of followers) {
      some.forEach((row, i) => {
        least[before + row]! += Math.min(values[i]! * lower, values[i]! * upper);
        most[before + row]! += Math.max(values[i]! * lower, values[i]! * upper);
      });
    }
  }
  return { first, last, least, most };
}
