import { compare } from '../language/constraints/linear.ts';
import { type Literal, minus, not } from '../language/expression.ts';
import { precedence } from './noOverlapToLinear.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/** Replaces "rectangles do not overlap" by a clause for each pair: one is left of, right of, below or above the other. */
export const noOverlap2DToLinear: ConstraintRewrite<'noOverlap2D'> = {
  name: 'noOverlap2DToLinear',
  from: 'noOverlap2D',
  adds: 'b[a, b] in x and in y: if b[a, b] then end a <= start b; for each pair, one of its four holds or one is absent',
  exact: true,
  replace({ x, y }, target) {
    target.refuseBeyond('pairs', (x.length * (x.length - 1)) / 2);
    for (let i = 0; i < x.length; i++) {
      for (let j = i + 1; j < x.length; j++) separate(target, [x[i]!, y[i]!], [x[j]!, y[j]!]);
    }
  },
};

type Rectangle = readonly [x: number, y: number];

function separate(target: Target, a: Rectangle, b: Rectangle): void {
  const ways: Literal[] = [];
  for (const [first, second] of [
    [a[0], b[0]],
    [b[0], a[0]],
    [a[1], b[1]],
    [b[1], a[1]],
  ] as const) {
    const way = before(target, first, second);
    if (way === 'always') return;
    if (way !== 'never') ways.push(way);
  }
  const present = [...a, ...b].flatMap((interval) => target.intervals[interval]!.presence ?? []);
  target.post({ kind: 'boolOr', literals: [...ways, ...present.map(not)] });
}

/** A literal that implies "first ends before or when second starts", one for each pair of intervals. */
function before(target: Target, first: number, second: number): Literal | 'always' | 'never' {
  const [a, b] = [target.intervals[first]!, target.intervals[second]!];
  const said = precedence(target, a, b);
  if (said !== 'possible') return said;
  return target.shared(`implies before ${first} ${second}`, () => {
    const literal = target.boolean();
    target.postAlways({ ...compare(minus(b.start, a.end), '>=', 0), enforce: [literal] });
    return literal;
  });
}
