import { type ConstraintBase, type ConstraintKind, evaluate } from '../constraint.ts';
import type { Expression } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expressions, integer, list }: Fields) =>
  z.strictObject({
    kind: z.literal('table'),
    ...base,
    exprs: expressions,
    tuples: list(list(integer)),
    negated: z.boolean().optional(),
  });

/**
 * *Means* the list of values of `exprs` is one of the `tuples`, or none of them when `negated`.
 *
 * *Shapes* every tuple has as many values as there are expressions. No allowed tuple at all cannot hold; no forbidden
 * one always does.
 */
export interface Table extends ConstraintBase {
  readonly kind: 'table';
  readonly exprs: readonly Expression[];
  readonly tuples: readonly (readonly number[])[];
  readonly negated?: boolean | undefined;
}

export const table: ConstraintKind<Table> = {
  kind: 'table',
  schema,
  visit(c, visitor) {
    for (const e of c.exprs) visitor.expression(e);
  },
  check(c, scope) {
    const odd = c.tuples.find((tuple) => tuple.length !== c.exprs.length);
    if (odd) {
      scope.fail(
        `has the tuple [${odd.join(', ')}] of ${odd.length} values for ${c.exprs.length} expressions`,
        'give one value for each expression.',
      );
    }
  },
  holds(c, { values }) {
    const actual = c.exprs.map((e) => evaluate(e, values));
    const listed = c.tuples.some((tuple) => tuple.every((value, i) => value === actual[i]));
    return listed !== (c.negated ?? false);
  },
  print(c, names) {
    const tuples = c.tuples.map((tuple) => `(${tuple.join(', ')})`).join(' ');
    return `(${names.expressions(c.exprs)}) ${c.negated ? 'not in' : 'in'} ${tuples || 'nothing'}`;
  },
};
