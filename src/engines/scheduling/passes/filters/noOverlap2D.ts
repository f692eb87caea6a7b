import type { ConstraintOf } from '../../../../language/constraints/index.ts';
import type { Interval } from '../../../../language/variables.ts';
import type { Filter, FilterContext } from './filter.ts';

/**
 * For each pair of rectangles that both exist: when only one way is left in which they can be apart, takes it.
 *
 * *Limits* quadratic in the rectangles.
 */
export function noOverlap2D({ x, y }: ConstraintOf<'noOverlap2D'>, { bounds, intervals }: FilterContext): Filter {
  const boxes = x.map((at, i) => [intervals[at]!, intervals[y[i]!]!] as const);
  const exists = (box: readonly Interval[]): boolean =>
    box.every(({ presence }) => presence?.every((literal) => bounds.isTrue(literal)) ?? true);
  const isAfter = (a: Interval, b: Interval): boolean => bounds.least(a.end) <= bounds.most(b.start);
  const present = (): (readonly [Interval, Interval])[] => boxes.filter(exists);

  /** The pairs `[a, b]` such that a could end before b starts. */
  const ways = (a: readonly Interval[], b: readonly Interval[]): (readonly [Interval, Interval])[] =>
    [0, 1].flatMap((axis) => {
      const [p, q] = [a[axis]!, b[axis]!];
      return [[p, q] as const, [q, p] as const].filter(([first, second]) => isAfter(first, second));
    });

  const separate = (a: readonly Interval[], b: readonly Interval[]): boolean => {
    const left = ways(a, b);
    if (left.length !== 1) return left.length > 1;
    const [first, second] = left[0]!;
    return (
      bounds.narrow(first.end, Number.NEGATIVE_INFINITY, bounds.most(second.start)) &&
      bounds.narrow(second.start, bounds.least(first.end), Number.POSITIVE_INFINITY)
    );
  };
  return {
    narrow() {
      const list = present();
      return list.every((a, i) => list.slice(0, i).every((b) => separate(a, b)));
    },
    isBroken() {
      const list = present();
      return list.some((a, i) => list.slice(0, i).some((b) => ways(a, b).length === 0));
    },
  };
}
