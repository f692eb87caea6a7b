import { type ConstraintBase, type ConstraintKind, evaluate } from '../constraint.ts';
import type { Expression } from '../expression.ts';
import type { Fields } from './fields.ts';

const schema = ({ z, base, expressions, integer, list }: Fields) =>
  z.strictObject({
    kind: z.literal('automaton'),
    ...base,
    exprs: expressions,
    start: integer,
    finals: list(integer),
    /** Each as `[from state, label, to state]`. */
    transitions: list(z.tuple([integer, integer, integer])),
  });

/**
 * *Means* the values of `exprs`, read in order as labels from state `start`, follow transitions and end in a state of
 * `finals`.
 *
 * *Shapes* no two transitions share state and label: the automaton is deterministic.
 */
export interface Automaton extends ConstraintBase {
  readonly kind: 'automaton';
  readonly exprs: readonly Expression[];
  readonly start: number;
  readonly finals: readonly number[];
  readonly transitions: readonly [number, number, number][];
}

export const automaton: ConstraintKind<Automaton> = {
  kind: 'automaton',
  schema,
  visit(c, visitor) {
    for (const e of c.exprs) visitor.expression(e);
  },
  check(c, scope) {
    const seen = new Set<string>();
    for (const [from, label] of c.transitions) {
      const step = `state ${from}, label ${label}`;
      if (seen.has(step)) scope.fail(`has two transitions from ${step}`, 'make it deterministic.');
      seen.add(step);
    }
    if (c.finals.length === 0) scope.fail('has no final state', 'list at least one.');
  },
  holds(c, { values }) {
    const next = new Map(c.transitions.map(([from, label, to]) => [`${from} ${label}`, to]));
    let state: number | undefined = c.start;
    for (const e of c.exprs) {
      state = next.get(`${state} ${evaluate(e, values)}`);
      if (state === undefined) return false;
    }
    return c.finals.includes(state);
  },
  print(c, names) {
    const steps = c.transitions.map(([from, label, to]) => `${from}-${label}->${to}`).join(' ');
    return `automaton(${names.expressions(c.exprs)}; start ${c.start}; finals ${c.finals.join(' ')}; ${steps})`;
  },
};
