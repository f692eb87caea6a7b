import { type ConstraintBase, type ConstraintKind, isPresent, type Span, spanOf } from '../constraint.ts';
import type { IntervalIndex } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, interval, list }: Fields) =>
  z.strictObject({
    kind: z.literal('noOverlap2D'),
    ...base,
    x: list(interval),
    y: list(interval),
  });

/**
 * *Means* the rectangles `x[i] x y[i]` whose two intervals are present do not share a point of their insides.
 *
 * *Shapes* `x` and `y` have the same length. For each pair, one of the two intervals ends before or when the other
 * starts, in x or in y; a rectangle without area may therefore lie on an edge, not inside.
 */
export interface NoOverlap2D extends ConstraintBase {
  readonly kind: 'noOverlap2D';
  readonly x: readonly IntervalIndex[];
  readonly y: readonly IntervalIndex[];
}

export const noOverlap2D: ConstraintKind<NoOverlap2D> = {
  kind: 'noOverlap2D',
  schema,
  visit(c, visitor) {
    for (const i of c.x) visitor.interval(i);
    for (const i of c.y) visitor.interval(i);
  },
  check(c, scope) {
    if (c.x.length !== c.y.length) {
      scope.fail(`has ${c.x.length} intervals in x and ${c.y.length} in y`, 'give two intervals for each rectangle.');
    }
  },
  holds(c, { values, intervals }) {
    const boxes: [Span, Span][] = [];
    c.x.forEach((xIndex, i) => {
      const [x, y] = [intervals[xIndex]!, intervals[c.y[i]!]!];
      if (isPresent(x, values) && isPresent(y, values)) boxes.push([spanOf(x, values), spanOf(y, values)]);
    });
    return boxes.every((a, i) => boxes.slice(0, i).every((b) => apart(a[0], b[0]) || apart(a[1], b[1])));
  },
  print(c, names) {
    return `noOverlap2D(${c.x.map((x, i) => `${names.interval(x)} x ${names.interval(c.y[i]!)}`).join(', ')})`;
  },
};

function apart(a: Span, b: Span): boolean {
  return a.end <= b.start || b.end <= a.start;
}
