import type { State } from '../state.ts';
import { type Diagram, withItself } from './diagram.ts';
import { Labels, type OutsideLabels } from './labels.ts';
import { ordered } from './order.ts';
import { type Programme, programmeOf } from './programme.ts';
import type { Line } from './reading.ts';
import { diagramOf, within } from './ways.ts';

/** A row that is open over more than this share of a line makes no states; it is separated afterwards. */
const SHORT = 2 / 3;
/** A line whose diagram would have more arcs has too many ways. */
const MOST_ARCS = 250_000;
/** A diagram that says what the rest of a way costs at least is read as a whole for each way, and has at most this many arcs. */
const MOST_COARSE_ARCS = 5000;

/** A line with its ways. */
export interface Compiled extends OutsideLabels {
  /** The ways that keep the rows of the line. */
  readonly diagram: Diagram;
  /** More ways: some rows that are open for long may be broken. */
  readonly coarse: Diagram;
  /** The decisions of each step. */
  readonly decisions: readonly Int32Array[];
}

/** The ways through a line; undefined when there are too many to be told apart, or none. The state stays as it is. */
export function compiled(state: State, line: Line): Compiled | undefined {
  const mark = state.journal.length;
  for (const columns of line.steps) for (const column of columns) state.set(column, 0);
  const ways = compiledWithout(state, ordered(state, line));
  state.rollback(mark);
  // That there are too many is known only after as many were made.
  state.touched += ways?.diagram.label.length ?? MOST_ARCS;
  return ways;
}

function compiledWithout(state: State, line: Line): Compiled | undefined {
  const programme = programmeOf(state, line);
  if (!programme) return undefined;
  const isShort = shortRows(programme);
  const labels = new Labels(
    state,
    programme,
    line.rows.filter((_, r) => isShort[r] === 1),
  );
  let diagram = diagramOf(programme, labels, { isKept: isShort, most: MOST_ARCS });
  if (!diagram) return undefined;
  let coarse = diagram;
  const isInside = new Uint8Array(state.matrix.numRows);
  const long = line.rows
    .filter((_, r) => isShort[r] === 0)
    .map((row) => separable(state, row, labels.addsTo(row)))
    // What leaves few sums open makes few nodes, and those that it rules out are no burden to the others.
    .sort((a, b) => a.sums - b.sums);
  for (const { row, adds, lower, upper } of long) {
    const narrower = within(diagram, { adds, lower, upper, most: MOST_ARCS });
    if (!narrower) return undefined;
    isInside[row] = 1;
    diagram = narrower;
    if (diagram.label.length <= MOST_COARSE_ARCS) {
      diagram = withItself(diagram);
      coarse = diagram;
    }
  }
  return { diagram, coarse, decisions: line.steps, ...labels.outside(isInside) };
}

/** Rows that are open over a part of the line only, and those that say what follows. */
function shortRows({ first, last, knownAt, steps }: Programme): Uint8Array {
  return Uint8Array.from(first, (from, r) => (knownAt[r]! >= 0 || last[r]! - from <= SHORT * steps.length ? 1 : 0));
}

/** A row as a sum over labels: its range, and about how many sums there are up to its upper end. */
function separable(state: State, row: number, adds: Float64Array) {
  const activity = state.activityOf(row);
  const [lower, upper] = [state.matrix.rowLower[row]! - activity, state.matrix.rowUpper[row]! - activity];
  const largest = adds.reduce((most, by) => Math.max(most, by), 0);
  return { row, adds, lower, upper, sums: largest > 0 ? upper / largest : 0 };
}
