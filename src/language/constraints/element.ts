import { type ConstraintBase, type ConstraintKind, evaluate } from '../constraint.ts';
import type { Expression } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expression, expressions }: Fields) =>
  z.strictObject({
    kind: z.literal('element'),
    ...base,
    index: expression,
    exprs: expressions,
    target: expression,
  });

/** *Means* `exprs[index] = target`, with the index counted from 0; an index outside the list is a violation. */
export interface Element extends ConstraintBase {
  readonly kind: 'element';
  readonly index: Expression;
  readonly exprs: readonly Expression[];
  readonly target: Expression;
}

export const element: ConstraintKind<Element> = {
  kind: 'element',
  schema,
  visit(c, visitor) {
    visitor.expression(c.index);
    for (const e of c.exprs) visitor.expression(e);
    visitor.expression(c.target);
  },
  check(c, scope) {
    if (c.exprs.length === 0) scope.fail('has no element to choose from', 'list at least one expression.');
  },
  holds(c, { values }) {
    const chosen = c.exprs[evaluate(c.index, values)];
    return chosen !== undefined && evaluate(chosen, values) === evaluate(c.target, values);
  },
  print(c, names) {
    return `[${names.expressions(c.exprs)}][${names.expression(c.index)}] = ${names.expression(c.target)}`;
  },
};
