import { placed, separate } from './noOverlapToLinear.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/**
 * Says transition times as rows, and leaves the noOverlap without them, for engines and formats that know no such times.
 */
export const transitionsToLinear: ConstraintRewrite<'noOverlap'> = {
  name: 'transitionsToLinear',
  from: 'noOverlap',
  adds: 'for each pair with a time: o[a, b]: if o and both present then end a + time[a, b] <= start b, if not o and both present then end b + time[b, a] <= start a',
  exact: true,
  applies: ({ transitions }) => transitions !== undefined,
  replace(c, target) {
    const { intervals } = c;
    target.post({ kind: 'noOverlap', intervals });
    target.refuseBeyond('setups', (intervals.length * (intervals.length - 1)) / 2);
    for (let i = 0; i < intervals.length; i++) {
      for (let j = i + 1; j < intervals.length; j++) {
        const [one, other] = [placed(c, i, j), placed(c, j, i)];
        if (one.time > 0 || other.time > 0) separate(target, one, other);
      }
    }
  },
};
