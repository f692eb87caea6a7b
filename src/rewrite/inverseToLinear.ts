import { term } from '../language/expression.ts';
import { selectValue, tie } from './choices.ts';
import type { ConstraintRewrite } from './rewrite.ts';

/** Replaces a permutation and its inverse by one matrix of literals. */
export const inverseToLinear: ConstraintRewrite<'inverse'> = {
  name: 'inverseToLinear',
  from: 'inverse',
  adds: 's[i, j] = [direct[i] = j]; exactly one s[i, j] for each i and for each j; inverse[j] = sum of i * s[i, j]',
  exact: true,
  replace(c, target) {
    const n = c.direct.length;
    target.refuseBeyond('pairs', n * n);
    const rows = c.direct.map((v) => selectValue(target, term(v), [0, n - 1]));
    for (let j = 0; j < n; j++) {
      const literals: number[] = [];
      const indices: number[] = [];
      rows.forEach((row, i) => {
        const k = row.values.indexOf(j);
        if (k === -1) return;
        literals.push(row.literals[k]!);
        indices.push(i);
      });
      target.post({ kind: 'exactlyOne', literals: literals.slice() });
      tie(target, term(c.inverse[j]!), { literals, lows: indices, highs: indices });
    }
  },
};
