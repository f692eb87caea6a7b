import { type ConstraintBase, type ConstraintKind, presentSpans } from '../constraint.ts';
import type { IntervalIndex } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, integer, interval, list }: Fields) =>
  z.strictObject({
    kind: z.literal('noOverlap'),
    ...base,
    intervals: list(interval),
    transitions: z.strictObject({ families: list(integer), times: list(list(integer)) }).optional(),
  });

/**
 * The time that a machine needs between one interval and a later one: setup, cleaning, travel.
 *
 * *Means* when interval a comes before interval b, `end a + times[family of a][family of b] <= start b`.
 * *Shapes* `families` has one family for each interval, numbered from 0; `times` has a row for each family with one
 * number for each family: `times[from][to]`, the diagonal included.
 * *Units* the model's; 0 or more.
 * *Limits* they hold for every pair, as in CP Optimizer, not only for neighbours. The two are the same unless a way
 * over a third interval is shorter than the direct one: `times[a][c] > times[a][b] + its size + times[b][c]`.
 */
export interface Transitions {
  readonly families: readonly number[];
  readonly times: readonly (readonly number[])[];
}

/**
 * *Means* for each pair of present intervals, one ends before or when the other starts; with `transitions`, at least so
 * much earlier as they say.
 *
 * An interval of size 0 may touch another one's ends but not lie strictly inside it.
 */
export interface NoOverlap extends ConstraintBase {
  readonly kind: 'noOverlap';
  readonly intervals: readonly IntervalIndex[];
  readonly transitions?: Transitions | undefined;
}

export const noOverlap: ConstraintKind<NoOverlap> = {
  kind: 'noOverlap',
  schema,
  visit(c, visitor) {
    for (const i of c.intervals) visitor.interval(i);
  },
  check({ intervals, transitions }, scope) {
    if (!transitions) return;
    const { families, times } = transitions;
    if (families.length !== intervals.length) {
      scope.fail(`has ${intervals.length} intervals and ${families.length} families`, 'give each interval a family.');
    }
    for (const [from, row] of times.entries()) {
      if (row.length !== times.length) {
        scope.fail(`has ${times.length} rows of transition times, and ${row.length} in row ${from}`, 'make it square.');
      }
      const odd = row.find((time) => !(Number.isSafeInteger(time) && time >= 0));
      if (odd !== undefined) scope.fail(`has the transition time ${odd}`, 'use whole numbers of 0 or more.');
    }
    const unknown = families.find((family) => times[family] === undefined);
    if (unknown !== undefined) {
      scope.fail(`has the family ${unknown}; there are ${times.length}`, 'number the families from 0.');
    }
  },
  holds(c, at) {
    const spans = presentSpans(c.intervals, at);
    spans.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    const longest = longestTransition(c);
    for (const [i, first] of spans.entries()) {
      for (let j = i + 1; j < spans.length; j++) {
        const second = spans[j]!;
        if (second.span.start >= first.span.end + longest) break;
        const isFirst = first.span.end + transitionTime(c, first.at, second.at) <= second.span.start;
        const isSecond = second.span.end + transitionTime(c, second.at, first.at) <= first.span.start;
        if (!isFirst && !isSecond) return false;
      }
    }
    return true;
  },
  print(c, names) {
    const { transitions } = c;
    if (!transitions) return `noOverlap(${c.intervals.map(names.interval).join(', ')})`;
    const families = c.intervals.map((i, at) => `${names.interval(i)}: ${transitions.families[at]}`).join(', ');
    return `noOverlap(${families}; times ${transitions.times.map((row) => `[${row.join(', ')}]`).join(' ')})`;
  },
};

/** The time from the interval at one position of the list to a later one at another; 0 without transitions. */
export function transitionTime({ transitions }: Pick<NoOverlap, 'transitions'>, from: number, to: number): number {
  return transitions ? transitions.times[transitions.families[from]!]![transitions.families[to]!]! : 0;
}

/** The greatest of the transition times. */
export function longestTransition({ transitions }: Pick<NoOverlap, 'transitions'>): number {
  let longest = 0;
  for (const row of transitions?.times ?? []) for (const time of row) longest = Math.max(longest, time);
  return longest;
}
