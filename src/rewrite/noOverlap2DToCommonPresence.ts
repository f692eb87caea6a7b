import { type Literal, plus } from '../language/expression.ts';
import { endsAfterSize } from './affine.ts';
import { conjunction } from './indicators.ts';
import type { ConstraintRewrite } from './rewrite.ts';
import type { Target } from './target.ts';

/**
 * Gives both intervals of a rectangle the same presence, of one literal, and ends that are start plus size even when
 * absent: CP-SAT loses solutions of this constraint without either. The original intervals and their equations stay.
 */
export const noOverlap2DToCommonPresence: ConstraintRewrite<'noOverlap2D'> = {
  name: 'noOverlap2DToCommonPresence',
  from: 'noOverlap2D',
  adds: 'r = presence of x and y, where they differ; the intervals once more as [start, start + size) if r',
  exact: true,
  replace(c, target) {
    const rectangles = c.x.map((x, i) => commonPresence(target, x, c.y[i]!));
    target.post({ kind: 'noOverlap2D', x: rectangles.map(([x]) => x), y: rectangles.map(([, y]) => y) });
  },
};

function commonPresence(target: Target, x: number, y: number): readonly [x: number, y: number] {
  const [ofX, ofY] = [target.intervals[x]!, target.intervals[y]!];
  const [literals, others] = [ofX.presence ?? [], ofY.presence ?? []];
  const isCommon = literals.length === others.length && literals.length <= 1 && literals[0] === others[0];
  if (isCommon && endsAfterSize(ofX) && endsAfterSize(ofY)) return [x, y];
  const present = conjunction(target, [...literals, ...others]);
  return [copyOf(target, x, present), copyOf(target, y, present)];
}

/** The interval as it has to be when the literal is true, made once. */
function copyOf(target: Target, index: number, present: Literal): number {
  return target.shared(`interval ${index} if ${present}`, () => {
    const { name: _, ...interval } = target.intervals[index]!;
    const presence = target.fixed(present) === true ? undefined : [present];
    const copy = { ...interval, end: plus(interval.start, interval.size), presence };
    target.intervals = [...target.intervals, copy];
    return target.intervals.length - 1;
  });
}
