import { affine, isSum } from './affine.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Gives each demand or capacity that is a sum a variable of its own: CP-SAT takes no sums there. */
export const cumulativeToAffine: ConstraintRewrite<'cumulative'> = {
  name: 'cumulativeToAffine',
  from: 'cumulative',
  adds: 'v = sum, for each demand or capacity of more than one variable',
  exact: true,
  applies: (c) => isSum(c.capacity) || c.demands.some(isSum),
  replace(c, target) {
    const { intervals } = c;
    const demands = c.demands.map((e) => affine(target, e));
    target.post({ kind: 'cumulative', intervals, demands, capacity: affine(target, c.capacity) });
  },
};
