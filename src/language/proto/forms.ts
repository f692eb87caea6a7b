import { DovetailError } from '../../errors.ts';
import type { ConstraintOf } from '../constraints/index.ts';
import type { Expression } from '../expression.ts';
import type { Imported, Origin, Own } from './codec.ts';
import type { Message } from './schema.ts';

type LinearExpression = Message<'LinearExpressionProto'>;

/** A list of numbers; an absent one is empty. */
export function list(numbers: readonly number[] = []): readonly number[] {
  return numbers;
}

/** Numbers that only compare with others, and must therefore be exact. */
function exact(numbers: readonly number[] | undefined, origin: Origin): readonly number[] {
  const odd = numbers?.find((number) => !Number.isSafeInteger(number));
  if (odd !== undefined)
    origin.refuse('model/overflow', `has the number ${odd}, beyond 2^53 - 1`, 'use smaller numbers.');
  return list(numbers);
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

/** The expression of a field that may not be left out. */
export function required(m: LinearExpression | undefined, field: string, origin: Origin): LinearExpression {
  return m ?? origin.refuse('model/shape', `has no ${field}`, `give it one, if only \`${field} {}\` for 0.`);
}

export function literalsTo({ literals }: { literals: readonly number[] }): Message<'BoolArgumentProto'> {
  return { literals };
}

export function literalsFrom(m: Message<'BoolArgumentProto'>): { literals: readonly number[] } {
  return { literals: list(m.literals) };
}

/** *Errors* `model/unrepresentable` for transition times, which the format has no field for. */
export function noOverlapTo({ intervals, transitions, name }: ConstraintOf<'noOverlap'>): {
  intervals: readonly number[];
} {
  if (!transitions) return { intervals };
  throw new DovetailError('model/unrepresentable', `The noOverlap${name ? ` ${name}` : ''} has transition times.`, {
    maybe: 'CpModelProto cannot say them; `dovetail convert` writes them as precedences.',
  });
}

interface Quotient {
  target: Expression;
  dividend: Expression;
  divisor: Expression;
}

export function quotientTo({ target, dividend, divisor }: Quotient): Message<'LinearArgumentProto'> {
  return { target, exprs: [dividend, divisor] };
}

export function quotientFrom(m: Message<'LinearArgumentProto'>, origin: Origin): Own<'division'> {
  const exprs = expressions(m.exprs);
  if (exprs.length !== 2) {
    origin.refuse('model/shape', `has ${exprs.length} expressions`, 'give it a dividend and a divisor.');
  }
  return { target: expression(required(m.target, 'target', origin)), dividend: exprs[0]!, divisor: exprs[1]! };
}

export function elementFrom(m: Message<'ElementConstraintProto'>, origin: Origin): Own<'element'> {
  const legacy = m.vars?.length || m.index || m.target;
  const current = m.exprs?.length || m.linear_index || m.linear_target;
  if (legacy && current) {
    origin.refuse('model/shape', 'has old and new fields of an element', 'use linear_index, linear_target and exprs.');
  }
  const exprs = current ? expressions(m.exprs) : list(m.vars).map(single);
  if (current) return { index: expression(m.linear_index), exprs, target: expression(m.linear_target) };
  return { index: single(m.index ?? 0), exprs, target: single(m.target ?? 0) };
}

export function tableFrom(m: Message<'TableConstraintProto'>, origin: Origin): Imported<'table'> {
  const exprs = m.exprs?.length ? expressions(m.exprs) : list(m.vars).map(single);
  const values = exact(m.values, origin);
  const width = exprs.length;
  if (width === 0 && values.length === 0) return 'always';
  if (width === 0 || values.length % width !== 0) {
    origin.refuse('model/shape', `has ${values.length} values for tuples of ${width}`, 'give whole tuples.');
  }
  const tuples = Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
  return { exprs, tuples, ...(m.negated ? { negated: true } : {}) };
}

export function automatonFrom(m: Message<'AutomatonConstraintProto'>, origin: Origin): Imported<'automaton'> {
  const { transition_tail, transition_label, transition_head } = m;
  const tails = exact(transition_tail, origin);
  const labels = exact(transition_label, origin);
  const heads = exact(transition_head, origin);
  if (tails.length !== labels.length || tails.length !== heads.length) {
    const lengths = `${tails.length} tails, ${labels.length} labels and ${heads.length} heads`;
    origin.refuse('model/shape', `has ${lengths}`, 'give the three lists of transitions the same length.');
  }
  if (!m.final_states?.length) return 'never';
  return {
    exprs: m.exprs?.length ? expressions(m.exprs) : list(m.vars).map(single),
    start: exact([m.starting_state ?? 0], origin)[0]!,
    finals: exact(m.final_states, origin),
    transitions: tails.map((tail, i): [number, number, number] => [tail, labels[i]!, heads[i]!]),
  };
}

export function arcsTo({ tails, heads, literals }: Own<'circuit'>): Message<'CircuitConstraintProto'> {
  return { tails, heads, literals };
}

export function arcsFrom(m: Message<'CircuitConstraintProto'>, origin: Origin): Own<'circuit'> {
  const [tails, heads, literals] = [list(m.tails), list(m.heads), list(m.literals)];
  const negative = [...tails, ...heads].find((node) => node < 0);
  if (negative !== undefined) origin.refuse('model/shape', `names node ${negative}`, 'number the nodes from 0.');
  return { tails, heads, literals };
}

/** CP-SAT passes over nodes without an arc; ours has no such nodes, so the others move up. */
export function circuitFrom(m: Message<'CircuitConstraintProto'>, origin: Origin): Own<'circuit'> {
  const { tails, heads, literals } = arcsFrom(m, origin);
  const order = [...new Set([...tails, ...heads])].sort((a, b) => a - b);
  if (order.every((node, i) => node === i)) return { tails, heads, literals };
  const rank = new Map(order.map((node, i) => [node, i]));
  const moved = (node: number): number => rank.get(node)!;
  return { tails: tails.map(moved), heads: heads.map(moved), literals };
}
