import { type ConstraintBase, type ConstraintKind, evaluate, isTrue } from '../constraint.ts';
import type { Expression, Literal } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expressions, integer, literals }: Fields) =>
  z.strictObject({
    kind: z.literal('reservoir'),
    ...base,
    times: expressions,
    changes: expressions,
    actives: literals.optional(),
    minLevel: integer,
    maxLevel: integer,
  });

/**
 * *Means* a level starts at 0 and changes by `changes[i]` at `times[i]` when `actives[i]` is true; after all changes of
 * each point in time it lies in `minLevel..maxLevel`.
 *
 * *Shapes* one change, and one literal unless all are active, for each time. *Limits* 0 lies in the range.
 */
export interface Reservoir extends ConstraintBase {
  readonly kind: 'reservoir';
  readonly times: readonly Expression[];
  readonly changes: readonly Expression[];
  readonly actives?: readonly Literal[] | undefined;
  readonly minLevel: number;
  readonly maxLevel: number;
}

export const reservoir: ConstraintKind<Reservoir> = {
  kind: 'reservoir',
  schema,
  visit(c, visitor) {
    for (const e of c.times) visitor.expression(e);
    for (const e of c.changes) visitor.expression(e);
    for (const literal of c.actives ?? []) visitor.literal(literal);
  },
  check(c, scope) {
    const actives = c.actives?.length ?? c.times.length;
    if (c.times.length !== c.changes.length || c.times.length !== actives) {
      scope.fail(
        `has ${c.times.length} times, ${c.changes.length} changes and ${actives} literals`,
        'give the lists the same length.',
      );
    }
    if (c.minLevel > 0 || c.maxLevel < 0) {
      scope.fail(`starts at level 0, outside ${c.minLevel}..${c.maxLevel}`, 'add a change at the start.');
    }
  },
  holds(c, { values }) {
    const changes = new Map<number, number>();
    c.times.forEach((time, i) => {
      if (c.actives && !isTrue(c.actives[i]!, values)) return;
      const at = evaluate(time, values);
      changes.set(at, (changes.get(at) ?? 0) + evaluate(c.changes[i]!, values));
    });
    let level = 0;
    return [...changes]
      .sort((a, b) => a[0] - b[0])
      .every(([, change]) => {
        level += change;
        return level >= c.minLevel && level <= c.maxLevel;
      });
  },
  print(c, names) {
    const steps = c.times.map((time, i) => {
      const active = c.actives ? ` if ${names.literal(c.actives[i]!)}` : '';
      return `${names.expression(c.changes[i]!)} at ${names.expression(time)}${active}`;
    });
    return `reservoir(${steps.join(', ')}; level ${c.minLevel}..${c.maxLevel})`;
  },
};
