import { affine, isSum } from './affine.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Gives each time or change that is a sum a variable of its own: CP-SAT takes no sums there. */
export const reservoirToAffine: ConstraintRewrite<'reservoir'> = {
  name: 'reservoirToAffine',
  from: 'reservoir',
  adds: 'v = sum, for each time or change of more than one variable',
  exact: true,
  applies: (c) => c.times.some(isSum) || c.changes.some(isSum),
  replace(c, target) {
    const { enforce: _, name: __, owner: ___, ...parts } = c;
    const times = c.times.map((e) => affine(target, e));
    target.post({ ...parts, times, changes: c.changes.map((e) => affine(target, e)) });
  },
};
