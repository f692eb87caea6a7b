import { DovetailError } from '../errors.ts';
import { compare as compareNumbers, type Linear, type Relation, within } from '../language/constraints/linear.ts';
import type { Domain } from '../language/domain.ts';
import { constant, type Expression, type Literal, not, plus, simplify, term, times } from '../language/expression.ts';

/** Whoever gives out variables; its variables mean nothing elsewhere. */
export interface Owner {
  readonly name: string | undefined;
}

/** What stands in a sum or a comparison: a variable, a sum, or a whole number. */
export type Operand = Sum | number;

/** `left relation right`, for `model.add`. */
export interface Comparison {
  readonly owner: Owner | undefined;
  readonly constraint: Linear;
}

/**
 * A linear expression over the variables of one model; variables are the simplest ones.
 *
 * *Errors* `model/foreign-variable` when variables of two models meet; `model/shape` for what is no operand.
 */
export class Sum {
  readonly owner: Owner | undefined;
  /** The same as data: variables are numbers there. */
  readonly data: Expression;
  /** Keeps other objects that look alike from being taken for sums. */
  readonly #isSum = true;

  constructor(owner: Owner | undefined, data: Expression) {
    this.owner = owner;
    this.data = data;
  }

  /** Whether something is a sum. */
  static is(value: unknown): value is Sum {
    return typeof value === 'object' && value !== null && #isSum in value;
  }

  plus(other: Operand): Sum {
    return sum(this, other);
  }

  minus(other: Operand): Sum {
    return sum(this, sumOf(other).times(-1));
  }

  times(factor: number): Sum {
    return new Sum(this.owner, times(this.data, factor));
  }

  le(other: Operand): Comparison {
    return compare(this, '<=', other);
  }

  lt(other: Operand): Comparison {
    return compare(this, '<', other);
  }

  ge(other: Operand): Comparison {
    return compare(this, '>=', other);
  }

  gt(other: Operand): Comparison {
    return compare(this, '>', other);
  }

  eq(other: Operand): Comparison {
    return compare(this, '=', other);
  }

  ne(other: Operand): Comparison {
    return compare(this, '!=', other);
  }

  /** That the value lies in a union of ranges `[lo, hi, lo, hi, ...]`. */
  in(domain: Domain): Comparison {
    return { owner: this.owner, constraint: within(simplify(this.data), domain) };
  }
}

/** An integer variable. */
export class Variable extends Sum {
  /** Its number in the model as data. */
  readonly index: number;

  constructor(owner: Owner, index: number) {
    super(owner, term(index));
    this.index = index;
  }
}

/** A Boolean variable or its negation; in a sum it counts 1 when true. */
export class Bool extends Sum {
  /** Its number in the model as data, `-1 - index` for a negation. */
  readonly literal: Literal;
  declare readonly owner: Owner;

  constructor(owner: Owner, literal: Literal) {
    super(owner, term(literal));
    this.literal = literal;
  }

  /** The negation. */
  not(): Bool {
    return new Bool(this.owner, not(this.literal));
  }
}

/** An operand as a sum. *Errors* `model/shape` for anything else, such as a number of a variable from elsewhere. */
export function sumOf(operand: Operand): Sum {
  if (Sum.is(operand)) return operand;
  if (Number.isSafeInteger(operand)) return new Sum(undefined, constant(operand));
  throw new DovetailError(
    'model/shape',
    `${String(operand)} stands where a variable, a sum or a whole number is meant.`,
    {
      maybe: 'scale the quantity so that it counts in whole units, or build the sum with `sum`.',
    },
  );
}

/** The sum of variables, sums and whole numbers, in any mix and in nested lists. */
export function sum(...parts: readonly (Operand | readonly Operand[])[]): Sum {
  const sums = parts.flat().map((part) => sumOf(part as Operand));
  let owner: Owner | undefined;
  for (const part of sums) owner = common(owner, part.owner);
  const data = sums.map((part) => part.data);
  return new Sum(owner, {
    vars: data.flatMap(({ vars }) => vars),
    coeffs: data.flatMap(({ coeffs }) => coeffs),
    offset: data.reduce((total, { offset }) => total + offset, 0),
  });
}

/**
 * The comparison of two variables, sums or whole numbers, in any mix.
 *
 * @example
 * ```ts
 * const model = new ConstraintModel();
 * const [a, b] = [model.integer(0, 9, 'a'), model.integer(0, 9, 'b')];
 * model.add(compare(a, '<=', b));
 * model.add(sum(a, 2, b.times(3)).le(20));
 * console.log(print(model.build()));
 * // model
 * // variables
 * //   a in 0..9
 * //   b in 0..9
 * // constraints
 * //   a - b <= 0
 * //   a + 3 b <= 18
 * ```
 */
export function compare(left: Operand, relation: Relation, right: Operand): Comparison {
  const [a, b] = [sumOf(left), sumOf(right)];
  const difference = plus(a.data, times(b.data, -1));
  return { owner: common(a.owner, b.owner), constraint: compareNumbers(difference, relation, 0) };
}

/** The owner of two things that stand together. *Errors* `model/foreign-variable`. */
export function common(a: Owner | undefined, b: Owner | undefined): Owner | undefined {
  if (!a || !b || a === b) return a ?? b;
  const names = [a, b].map(({ name }) => name ?? 'one without a name');
  throw new DovetailError('model/foreign-variable', `Variables of two models stand together: ${names.join(' and ')}.`, {
    maybe: 'make every variable with the model that uses it.',
  });
}
