import type { z } from 'zod';
import type { Fields } from './constraints/fields.ts';
import type { Expression, IntervalIndex, Literal, Variable } from './expression.ts';
import type { Names } from './names.ts';
import type { Interval } from './variables.ts';

/** Fields that every kind of constraint has. */
export interface ConstraintBase {
  readonly kind: string;
  readonly name?: string | undefined;
  /** Half-reification: the constraint must hold when all these literals are true, and is ignored otherwise. */
  readonly enforce?: readonly Literal[] | undefined;
  /** Label of the rule or part that asked for it, for the ledger and for explanations. */
  readonly owner?: string | undefined;
}

/** Receives everything that a constraint refers to. */
export interface Visitor {
  variable(variable: Variable): void;
  literal(literal: Literal): void;
  expression(expression: Expression): void;
  /** Index into the model's intervals. */
  interval(interval: IntervalIndex): void;
}

/** What a check may ask of the model around a constraint; each method throws a `model/...` error. */
export interface Scope {
  /** Least and greatest value that the expression can take. */
  bounds(expression: Expression): readonly [number, number];
  interval(index: number): Interval;
  /** Raises `model/shape` with the constraint named. */
  fail(problem: string, maybe: string): never;
}

/** A complete assignment: one value for each variable, and the intervals that constraints name. */
export interface Assignment {
  readonly values: ArrayLike<number>;
  readonly intervals: readonly Interval[];
}

/**
 * Everything the language knows of one kind of constraint; the kind's file is its only home.
 *
 * `holds` is the definition: it looks at values only, never at an engine, and leaves enforcement to its caller.
 */
export interface ConstraintKind<C extends ConstraintBase> {
  readonly kind: C['kind'];
  /** The JSON form. */
  readonly schema: (fields: Fields) => z.ZodType<C>;
  visit(constraint: C, visitor: Visitor): void;
  /** Refuses data that has no meaning, beyond what `schema` and the references say. */
  check?(constraint: C, scope: Scope): void;
  holds(constraint: C, at: Assignment): boolean;
  /** One line, without name and enforcement. */
  print(constraint: C, names: Names): string;
}

/** The value of an expression. */
export function evaluate(e: Expression, values: ArrayLike<number>): number {
  let total = e.offset;
  for (let i = 0; i < e.vars.length; i++) total += e.coeffs[i]! * values[e.vars[i]!]!;
  return total;
}

/** Whether a literal is true. */
export function isTrue(literal: Literal, values: ArrayLike<number>): boolean {
  return literal >= 0 ? values[literal] === 1 : values[-1 - literal] === 0;
}

/** How many of the literals are true. */
export function countTrue(literals: readonly Literal[], values: ArrayLike<number>): number {
  let count = 0;
  for (const literal of literals) if (isTrue(literal, values)) count++;
  return count;
}

/** Whether the interval exists. */
export function isPresent(interval: Interval, values: ArrayLike<number>): boolean {
  return interval.presence === undefined || interval.presence.every((literal) => isTrue(literal, values));
}

/** An interval with its expressions evaluated. */
export interface Span {
  readonly start: number;
  readonly size: number;
  readonly end: number;
}

/** The present ones of the named intervals, each with its position in the list. */
export function presentSpans(indices: readonly number[], at: Assignment): { at: number; span: Span }[] {
  const spans: { at: number; span: Span }[] = [];
  indices.forEach((index, position) => {
    const interval = at.intervals[index]!;
    if (isPresent(interval, at.values)) spans.push({ at: position, span: spanOf(interval, at.values) });
  });
  return spans;
}

/** Start, size and end of an interval. */
export function spanOf(interval: Interval, values: ArrayLike<number>): Span {
  return {
    start: evaluate(interval.start, values),
    size: evaluate(interval.size, values),
    end: evaluate(interval.end, values),
  };
}
