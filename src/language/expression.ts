/**
 * A number that stands for something of a model, with what it stands for in its type: those of different things are not
 * mixed up, while a plain number, as JSON has it, may be any of them. No value has the field.
 */
type NumberOf<What extends string> = number & { readonly standsFor?: What };

/** A variable of a model: its index, from 0. Whether it is an integer or a 0/1 variable, its domain tells. */
export type Variable = NumberOf<'variable'>;

/**
 * A Boolean variable or its negation, as in CP-SAT: `index` when positive, `-1 - index` when negated; see {@link not}.
 * A 0/1 variable is a literal; a literal is no variable, because it may be a negation: {@link variableOf}.
 */
export type Literal = NumberOf<'literal' | 'variable'>;

/** An interval of a model: its index, from 0. */
export type IntervalIndex = NumberOf<'interval'>;

/** A plain number, which counts something and is no variable, literal or interval. */
export type Count = number & { readonly standsFor?: undefined };

/** The negation of a literal; `not(not(x)) === x`. */
export function not(literal: Literal): Literal {
  return -1 - literal;
}

/** The variable under a literal. */
export function variableOf(literal: Literal): Variable {
  return literal < 0 ? -1 - literal : (literal as Variable);
}

/**
 * A linear expression: *means* `sum of coeffs[i] * vars[i], plus offset`.
 *
 * *Shapes* `vars` and `coeffs` have the same length; a variable may occur more than once.
 * *Units* whole numbers; what they count is the model's affair.
 * *Limits* every reachable value is a safe integer, checked when the expression enters a model.
 */
export interface Expression {
  readonly vars: readonly Variable[];
  readonly coeffs: readonly number[];
  readonly offset: number;
}

/** The expression that is always `value`. */
export function constant(value: Count): Expression {
  return { vars: [], coeffs: [], offset: value };
}

/** `coefficient * literal`; a negated literal counts as `1 - variable`. */
export function term(literal: Literal, coefficient: Count = 1): Expression {
  return literal >= 0
    ? { vars: [variableOf(literal)], coeffs: [coefficient], offset: 0 }
    : { vars: [variableOf(literal)], coeffs: [-coefficient], offset: coefficient };
}

/** `sum of coeffs[i] * literals[i] + offset`; negated literals count as `1 - variable`. */
export function weighted(literals: readonly Literal[], coeffs: readonly Count[], offset: Count = 0): Expression {
  const vars: Variable[] = new Array(literals.length);
  const signed: number[] = new Array(literals.length);
  let shift = offset;
  for (let i = 0; i < literals.length; i++) {
    const literal = literals[i]!;
    const coefficient = coeffs[i]!;
    vars[i] = variableOf(literal);
    signed[i] = literal < 0 ? -coefficient : coefficient;
    if (literal < 0) shift += coefficient;
  }
  return { vars, coeffs: signed, offset: shift };
}

/** The sum of literals: how many of them are true when they are Boolean. */
export function sum(literals: readonly Literal[]): Expression {
  return weighted(literals, new Array<number>(literals.length).fill(1));
}

/** `a + b`, with each variable once and no zero coefficient. */
export function plus(a: Expression, b: Expression): Expression {
  return simplify({
    vars: [...a.vars, ...b.vars],
    coeffs: [...a.coeffs, ...b.coeffs],
    offset: a.offset + b.offset,
  });
}

/** `factor * a`. */
export function times(a: Expression, factor: Count): Expression {
  return { vars: a.vars, coeffs: a.coeffs.map((c) => c * factor + 0), offset: a.offset * factor + 0 };
}

/** `a - b`. */
export function minus(a: Expression, b: Expression): Expression {
  return plus(a, times(b, -1));
}

/** The same function of the variables with each variable once, in order of first use, and no zero coefficient. */
export function simplify(e: Expression): Expression {
  const total = new Map<number, number>();
  for (let i = 0; i < e.vars.length; i++) total.set(e.vars[i]!, (total.get(e.vars[i]!) ?? 0) + e.coeffs[i]!);
  const vars: number[] = [];
  const coeffs: number[] = [];
  for (const [variable, coefficient] of total) {
    if (coefficient === 0) continue;
    vars.push(variable);
    coeffs.push(coefficient);
  }
  return { vars, coeffs, offset: e.offset };
}
