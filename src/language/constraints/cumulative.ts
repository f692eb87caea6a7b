import { type ConstraintBase, type ConstraintKind, evaluate, presentSpans } from '../constraint.ts';
import type { Expression, IntervalIndex } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expression, expressions, interval, list }: Fields) =>
  z.strictObject({
    kind: z.literal('cumulative'),
    ...base,
    intervals: list(interval),
    demands: expressions,
    capacity: expression,
  });

/**
 * *Means* at every point t, the demands of the present intervals with `start <= t < end` add up to at most `capacity`.
 *
 * *Shapes* one demand for each interval. *Limits* demands cannot be negative; nor can the capacity, even if idle.
 */
export interface Cumulative extends ConstraintBase {
  readonly kind: 'cumulative';
  readonly intervals: readonly IntervalIndex[];
  readonly demands: readonly Expression[];
  readonly capacity: Expression;
}

export const cumulative: ConstraintKind<Cumulative> = {
  kind: 'cumulative',
  schema,
  visit(c, visitor) {
    for (const i of c.intervals) visitor.interval(i);
    for (const e of c.demands) visitor.expression(e);
    visitor.expression(c.capacity);
  },
  check(c, scope) {
    if (c.intervals.length !== c.demands.length) {
      scope.fail(`has ${c.intervals.length} intervals and ${c.demands.length} demands`, 'give one demand for each.');
    }
    for (const e of c.demands) {
      if (scope.bounds(e)[0] < 0) scope.fail('has a demand that can be negative', 'use demands of 0 or more.');
    }
  },
  holds(c, at) {
    const capacity = evaluate(c.capacity, at.values);
    const changes: [time: number, demand: number][] = [];
    for (const { at: i, span } of presentSpans(c.intervals, at)) {
      const demand = evaluate(c.demands[i]!, at.values);
      if (span.size > 0) changes.push([span.start, demand], [span.end, -demand]);
    }
    changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    let load = 0;
    for (const [, demand] of changes) {
      load += demand;
      if (load > capacity) return false;
    }
    return capacity >= 0;
  },
  print(c, names) {
    const uses = c.intervals.map((i, at) => `${names.interval(i)}: ${names.expression(c.demands[at]!)}`).join(', ');
    return `cumulative(${uses}; capacity ${names.expression(c.capacity)})`;
  },
};
