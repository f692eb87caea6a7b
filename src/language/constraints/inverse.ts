import type { ConstraintBase, ConstraintKind } from '../constraint.ts';
import type { Variable } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, list, variable }: Fields) =>
  z.strictObject({
    kind: z.literal('inverse'),
    ...base,
    direct: list(variable),
    inverse: list(variable),
  });

/**
 * *Means* `direct[i] = j` exactly when `inverse[j] = i`: two permutations, each the inverse of the other.
 *
 * *Shapes* the two lists have the same length n; a value outside 0..n-1 is a violation.
 */
export interface Inverse extends ConstraintBase {
  readonly kind: 'inverse';
  readonly direct: readonly Variable[];
  readonly inverse: readonly Variable[];
}

export const inverse: ConstraintKind<Inverse> = {
  kind: 'inverse',
  schema,
  visit(c, visitor) {
    for (const v of c.direct) visitor.variable(v);
    for (const v of c.inverse) visitor.variable(v);
  },
  check(c, scope) {
    if (c.direct.length !== c.inverse.length) {
      scope.fail(`has lists of ${c.direct.length} and ${c.inverse.length} variables`, 'give them the same length.');
    }
  },
  holds(c, { values }) {
    return c.direct.every((v, i) => {
      const back = c.inverse[values[v]!];
      return back !== undefined && values[back] === i;
    });
  },
  print(c, names) {
    return `inverse([${c.direct.map(names.variable).join(', ')}], [${c.inverse.map(names.variable).join(', ')}])`;
  },
};
