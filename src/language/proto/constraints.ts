import type { ConstraintOf, Kind } from '../constraints/index.ts';
import type { Expression } from '../expression.ts';
import { levelLimit, linearDomain } from './int64.ts';
import type { Message } from './schema.ts';

/** The members of `ConstraintProto`'s oneof. */
type Case = Exclude<keyof Message<'ConstraintProto'>, 'name' | 'enforcement_literal'>;
type CaseMessage<F extends Case> = NonNullable<Message<'ConstraintProto'>[F]>;

/** What one kind adds to the fields that all kinds have. */
type Own<K extends Kind> = Omit<ConstraintOf<K>, 'kind' | 'name' | 'enforce' | 'owner'>;

/** What an import gives: the constraint, or what a degenerate form comes to that ours cannot say. */
type Imported<K extends Kind> = Own<K> | 'always' | 'never';

/** What an import may ask of the file around the constraint. */
export interface Origin {
  /** Our index of the interval that stands at an index of the file's constraints. */
  interval(index: number): number;
  /** Refuses the constraint by name. */
  refuse(code: 'model/unrepresentable' | 'model/shape', problem: string, maybe: string): never;
}

/** How a kind is written as one member of the oneof, and read from it. */
interface Codec<K extends Kind, F extends Case> {
  readonly field: F;
  to(constraint: ConstraintOf<K>): CaseMessage<F>;
  from(message: CaseMessage<F>, origin: Origin): Imported<K>;
}

/**
 * Every kind with its protobuf form; `interval` is not here, because ours is not a constraint.
 *
 * Degenerate forms mean what CP-SAT makes of them: the maximum of nothing, an empty domain, an automaton without final
 * state and a choice from nothing cannot hold; a table of nothing always does.
 */
export const CODECS = {
  linear: {
    field: 'linear',
    to: ({ vars, coeffs, domain }) => ({ vars, coeffs, domain }),
    from(m) {
      const domain = linearDomain(m.domain);
      return domain.length === 0 ? 'never' : { vars: list(m.vars), coeffs: list(m.coeffs), domain };
    },
  },
  boolOr: { field: 'bool_or', to: literalsTo, from: literalsFrom },
  boolAnd: { field: 'bool_and', to: literalsTo, from: literalsFrom },
  boolXor: { field: 'bool_xor', to: literalsTo, from: literalsFrom },
  atMostOne: { field: 'at_most_one', to: literalsTo, from: literalsFrom },
  exactlyOne: { field: 'exactly_one', to: literalsTo, from: literalsFrom },
  allDifferent: { field: 'all_diff', to: ({ exprs }) => ({ exprs }), from: (m) => ({ exprs: expressions(m.exprs) }) },
  element: {
    field: 'element',
    to: (c) => ({ linear_index: c.index, linear_target: c.target, exprs: c.exprs }),
    from: elementFrom,
  },
  table: {
    field: 'table',
    to: (c) => ({ values: c.tuples.flat(), exprs: c.exprs, ...(c.negated ? { negated: true } : {}) }),
    from: tableFrom,
  },
  automaton: {
    field: 'automaton',
    to: (c) => ({
      starting_state: c.start,
      final_states: c.finals,
      transition_tail: c.transitions.map(([from]) => from),
      transition_head: c.transitions.map(([, , to]) => to),
      transition_label: c.transitions.map(([, label]) => label),
      exprs: c.exprs,
    }),
    from: automatonFrom,
  },
  circuit: { field: 'circuit', to: arcsTo, from: (m) => arcsFrom(m, false) },
  multipleCircuit: {
    field: 'routes',
    to: arcsTo,
    from(m, origin) {
      if (m.demands?.length || m.capacity || m.dimensions?.length) {
        const what = m.demands?.length || m.capacity ? 'demands and a capacity' : 'dimensions';
        origin.refuse('model/unrepresentable', `has ${what} on its routes`, 'say them with constraints of their own.');
      }
      return arcsFrom(m, true);
    },
  },
  inverse: {
    field: 'inverse',
    to: (c) => ({ f_direct: c.direct, f_inverse: c.inverse }),
    from: (m) => ({ direct: list(m.f_direct), inverse: list(m.f_inverse) }),
  },
  max: {
    field: 'lin_max',
    to: ({ target, exprs }) => ({ target, exprs }),
    from: (m) => (m.exprs?.length ? { target: expression(m.target), exprs: expressions(m.exprs) } : 'never'),
  },
  multiplication: {
    field: 'int_prod',
    to: ({ target, exprs }) => ({ target, exprs }),
    from: (m, origin) => ({ target: expression(required(m.target, 'target', origin)), exprs: expressions(m.exprs) }),
  },
  division: { field: 'int_div', to: quotientTo, from: quotientFrom },
  modulo: { field: 'int_mod', to: quotientTo, from: quotientFrom },
  noOverlap: {
    field: 'no_overlap',
    to: ({ intervals }) => ({ intervals }),
    from: (m, origin) => ({ intervals: list(m.intervals).map(origin.interval) }),
  },
  noOverlap2D: {
    field: 'no_overlap_2d',
    to: (c) => ({ x_intervals: c.x, y_intervals: c.y }),
    from: (m, origin) => ({
      x: list(m.x_intervals).map(origin.interval),
      y: list(m.y_intervals).map(origin.interval),
    }),
  },
  cumulative: {
    field: 'cumulative',
    to: ({ capacity, intervals, demands }) => ({ capacity, intervals, demands }),
    from: (m, origin) => ({
      intervals: list(m.intervals).map(origin.interval),
      demands: expressions(m.demands),
      capacity: expression(m.capacity),
    }),
  },
  reservoir: {
    field: 'reservoir',
    to: (c) => ({
      min_level: c.minLevel,
      max_level: c.maxLevel,
      time_exprs: c.times,
      active_literals: c.actives,
      level_changes: c.changes,
    }),
    from: (m) => ({
      times: expressions(m.time_exprs),
      changes: expressions(m.level_changes),
      ...(m.active_literals?.length ? { actives: list(m.active_literals) } : {}),
      minLevel: levelLimit(m.min_level),
      maxLevel: levelLimit(m.max_level),
    }),
  },
} as const satisfies { readonly [K in Kind]: { [F in Case]: Codec<K, F> }[Case] };

type LinearExpression = Message<'LinearExpressionProto'>;

function list(numbers: readonly number[] = []): readonly number[] {
  return numbers;
}

/** An expression as our constraints hold it; an absent one is 0. */
export function expression(m: LinearExpression = {}): Expression {
  return { vars: list(m.vars), coeffs: list(m.coeffs), offset: m.offset ?? 0 };
}

export function expressions(all: readonly LinearExpression[] = []): Expression[] {
  return all.map(expression);
}

/** One variable of a legacy field as an expression. */
function single(variable: number): Expression {
  return { vars: [variable], coeffs: [1], offset: 0 };
}

export function required(m: LinearExpression | undefined, field: string, origin: Origin): LinearExpression {
  return m ?? origin.refuse('model/shape', `has no ${field}`, `give it one, if only \`${field} {}\` for 0.`);
}

function literalsTo({ literals }: { literals: readonly number[] }): Message<'BoolArgumentProto'> {
  return { literals };
}

function literalsFrom(m: Message<'BoolArgumentProto'>): { literals: readonly number[] } {
  return { literals: list(m.literals) };
}

interface Quotient {
  target: Expression;
  dividend: Expression;
  divisor: Expression;
}

function quotientTo({ target, dividend, divisor }: Quotient): Message<'LinearArgumentProto'> {
  return { target, exprs: [dividend, divisor] };
}

function quotientFrom(m: Message<'LinearArgumentProto'>, origin: Origin): Own<'division'> {
  const exprs = expressions(m.exprs);
  if (exprs.length !== 2) {
    origin.refuse('model/shape', `has ${exprs.length} expressions`, 'give it a dividend and a divisor.');
  }
  return { target: expression(required(m.target, 'target', origin)), dividend: exprs[0]!, divisor: exprs[1]! };
}

function elementFrom(m: Message<'ElementConstraintProto'>, origin: Origin): Imported<'element'> {
  const legacy = m.vars?.length || m.index || m.target;
  const current = m.exprs?.length || m.linear_index || m.linear_target;
  if (legacy && current) {
    origin.refuse('model/shape', 'has old and new fields of an element', 'use linear_index, linear_target and exprs.');
  }
  const exprs = current ? expressions(m.exprs) : list(m.vars).map(single);
  if (exprs.length === 0) return 'never';
  if (current) return { index: expression(m.linear_index), exprs, target: expression(m.linear_target) };
  return { index: single(m.index ?? 0), exprs, target: single(m.target ?? 0) };
}

function tableFrom(m: Message<'TableConstraintProto'>, origin: Origin): Imported<'table'> {
  const exprs = m.exprs?.length ? expressions(m.exprs) : list(m.vars).map(single);
  const values = list(m.values);
  const width = exprs.length;
  if (width === 0 && values.length === 0) return 'always';
  if (width === 0 || values.length % width !== 0) {
    origin.refuse('model/shape', `has ${values.length} values for tuples of ${width}`, 'give whole tuples.');
  }
  const tuples = Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
  return { exprs, tuples, ...(m.negated ? { negated: true } : {}) };
}

function automatonFrom(m: Message<'AutomatonConstraintProto'>, origin: Origin): Imported<'automaton'> {
  const [tails, labels, heads] = [list(m.transition_tail), list(m.transition_label), list(m.transition_head)];
  if (tails.length !== labels.length || tails.length !== heads.length) {
    const lengths = `${tails.length} tails, ${labels.length} labels and ${heads.length} heads`;
    origin.refuse('model/shape', `has ${lengths}`, 'give the three lists of transitions the same length.');
  }
  if (!m.final_states?.length) return 'never';
  return {
    exprs: m.exprs?.length ? expressions(m.exprs) : list(m.vars).map(single),
    start: m.starting_state ?? 0,
    finals: list(m.final_states),
    transitions: tails.map((tail, i): [number, number, number] => [tail, labels[i]!, heads[i]!]),
  };
}

function arcsTo({ tails, heads, literals }: Own<'circuit'>): Message<'CircuitConstraintProto'> {
  return { tails, heads, literals };
}

/** CP-SAT passes over nodes without an arc; ours has no such nodes, so the others move up. The depot stays 0. */
function arcsFrom(m: Message<'CircuitConstraintProto'>, depot: boolean): Own<'circuit'> {
  const nodes = new Set([...list(m.tails), ...list(m.heads)]);
  const order = [...nodes].sort((a, b) => a - b);
  const gap = order.findIndex((node, i) => node !== i);
  const literals = list(m.literals);
  if (gap === -1 || order[0]! < 0 || (depot && gap === 0)) {
    return { tails: list(m.tails), heads: list(m.heads), literals };
  }
  const rank = new Map(order.map((node, i) => [node, i]));
  const moved = (node: number): number => rank.get(node)!;
  return { tails: list(m.tails).map(moved), heads: list(m.heads).map(moved), literals };
}
