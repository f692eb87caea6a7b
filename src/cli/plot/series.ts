import type { Trace } from './trace.ts';

/** One value of a line, from the moment on when it came. */
export interface Point {
  readonly ms: number;
  readonly value: number;
  readonly engine: string;
}

/** A solve that is drawn beside another one, and what it is called. */
export interface Named {
  readonly name: string;
  readonly trace: Trace;
}

/** The lines of a drawing, each as a staircase, and the values that it shows. */
export interface Series {
  readonly objective: readonly Point[];
  readonly bound: readonly Point[];
  /** The objectives of other solves. */
  readonly beside: readonly { readonly name: string; readonly objective: readonly Point[] }[];
  /** Of the values that are drawn at their height. */
  readonly from: number;
  readonly to: number;
  /** How many values are outside, and drawn at the edge. */
  readonly outside: number;
}

/** Early values that would take this many times the room of all the later ones are left outside. */
const MOST_ROOM = 8;

/** Room above and below, as a part of the range. */
const MARGIN = 0.06;

/**
 * The staircases of a trace, and of the objectives of others of the same sense, with the range in which they are shown.
 *
 * *Means* only what is better than everything before enters a line. All values are in the range, unless the first ones
 * are so far away that nothing could be told from the others: then the range is that of the values that were current
 * from a fifth of the time on.
 */
export function seriesOf(trace: Trace, others: readonly Named[] = []): Series {
  const sign = trace.objectiveSense === 'minimize' ? 1 : -1;
  const objective = objectiveOf(trace);
  const beside = others.map(({ name, trace: other }) => ({ name, objective: objectiveOf(other) }));
  const bound = improving(
    trace.bounds.map(({ ms, bound: value, engine }) => ({ ms, value, engine })),
    sign,
  );
  const lines = [objective, bound, ...beside.map((other) => other.objective)];
  const all = lines.flat().map(({ value }) => value);
  const late = lines.flatMap((line) => current(line, trace.ms / 5)).map(({ value }) => value);
  const [wide, narrow] = [rangeOf(all), rangeOf(late)];
  const isFar = narrow.to > narrow.from && wide.to - wide.from > MOST_ROOM * (narrow.to - narrow.from);
  const range = isFar ? narrow : wide;
  const margin = MARGIN * (range.to - range.from) || Math.max(1, Math.abs(range.to) * MARGIN);
  const [from, to] = [range.from - margin, range.to + margin];
  return { objective, bound, beside, from, to, outside: all.filter((value) => value < from || value > to).length };
}

/** Better and better objectives. */
function objectiveOf({ incumbents, objectiveSense }: Trace): Point[] {
  return improving(
    incumbents.map(({ ms, objective: value, engine }) => ({ ms, value, engine })),
    objectiveSense === 'minimize' ? -1 : 1,
  );
}

/** The points that are better than all before, when more is better with a sign of 1. */
function improving(points: readonly Point[], sign: number): Point[] {
  let best = Number.NEGATIVE_INFINITY;
  return [...points]
    .sort((a, b) => a.ms - b.ms)
    .filter(({ value }) => {
      const isBetter = sign * value > best;
      if (isBetter) best = sign * value;
      return isBetter;
    });
}

/** The point that is current at a moment, and all after it. */
function current(line: readonly Point[], ms: number): readonly Point[] {
  const after = line.findIndex((point) => point.ms > ms);
  return after < 0 ? line.slice(-1) : line.slice(Math.max(0, after - 1));
}

function rangeOf(values: readonly number[]): { from: number; to: number } {
  return values.length > 0 ? { from: Math.min(...values), to: Math.max(...values) } : { from: 0, to: 0 };
}
