import type { Domain } from '../../../language/domain.ts';
import type { Expression, Literal } from '../../../language/expression.ts';
import type { VariableData } from '../../../language/variables.ts';

/** Terms of a sum; *means* `sum of coeffs[i] * vars[i]`. */
export interface Terms {
  readonly vars: readonly number[];
  readonly coeffs: readonly number[];
}

/**
 * The least and the greatest value that each variable can still take, and the way back.
 *
 * Every change is written down as `variable, lower, upper` before it, so that {@link undo} restores an earlier moment.
 * The methods that narrow give false when nothing is left; the bounds are then to be undone.
 */
export class Bounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Domains with holes, of which bounds skip what is missing. */
  readonly #holed: (Domain | undefined)[];
  readonly #trail: number[] = [];
  readonly #onChange: (variable: number) => void;

  constructor(variables: readonly VariableData[], onChange: (variable: number) => void) {
    this.lower = Float64Array.from(variables, ({ domain }) => domain[0]!);
    this.upper = Float64Array.from(variables, ({ domain }) => domain.at(-1)!);
    this.#holed = variables.map(({ domain }) => (domain.length > 2 ? domain : undefined));
    this.#onChange = onChange;
  }

  mark(): number {
    return this.#trail.length;
  }

  undo(mark: number): void {
    const trail = this.#trail;
    for (let at = trail.length - 3; at >= mark; at -= 3) {
      const variable = trail[at]!;
      this.lower[variable] = trail[at + 1]!;
      this.upper[variable] = trail[at + 2]!;
    }
    trail.length = mark;
  }

  isFixed(variable: number): boolean {
    return this.lower[variable] === this.upper[variable];
  }

  atLeast(variable: number, value: number): boolean {
    if (value <= this.lower[variable]!) return true;
    // Adding 0 keeps -0 out of schedules.
    const from = upFrom(this.#holed[variable], Math.ceil(value)) + 0;
    if (from > this.upper[variable]!) return false;
    this.#set(variable, from, this.upper[variable]!);
    return true;
  }

  atMost(variable: number, value: number): boolean {
    if (value >= this.upper[variable]!) return true;
    const to = downFrom(this.#holed[variable], Math.floor(value)) + 0;
    if (to < this.lower[variable]!) return false;
    this.#set(variable, this.lower[variable]!, to);
    return true;
  }

  fix(variable: number, value: number): boolean {
    return this.atLeast(variable, value) && this.atMost(variable, value) && this.lower[variable] === value;
  }

  #set(variable: number, lower: number, upper: number): void {
    this.#trail.push(variable, this.lower[variable]!, this.upper[variable]!);
    this.lower[variable] = lower;
    this.upper[variable] = upper;
    this.#onChange(variable);
  }

  isTrue(literal: Literal): boolean {
    return literal >= 0 ? this.lower[literal] === 1 : this.upper[-1 - literal] === 0;
  }

  isFalse(literal: Literal): boolean {
    return literal >= 0 ? this.upper[literal] === 0 : this.lower[-1 - literal] === 1;
  }

  assume(literal: Literal): boolean {
    return literal >= 0 ? this.fix(literal, 1) : this.fix(-1 - literal, 0);
  }

  refuse(literal: Literal): boolean {
    return this.assume(-1 - literal);
  }

  /** The least value of the sum of terms. */
  leastSum({ vars, coeffs }: Terms): number {
    let sum = 0;
    for (let i = 0; i < vars.length; i++) {
      const coefficient = coeffs[i]!;
      sum += coefficient * (coefficient > 0 ? this.lower : this.upper)[vars[i]!]!;
    }
    return sum;
  }

  mostSum({ vars, coeffs }: Terms): number {
    let sum = 0;
    for (let i = 0; i < vars.length; i++) {
      const coefficient = coeffs[i]!;
      sum += coefficient * (coefficient > 0 ? this.upper : this.lower)[vars[i]!]!;
    }
    return sum;
  }

  /** Whether the sum of terms can be one number only. */
  isFixedSum({ vars }: Terms): boolean {
    for (let i = 0; i < vars.length; i++) if (!this.isFixed(vars[i]!)) return false;
    return true;
  }

  least(e: Expression): number {
    return e.offset + this.leastSum(e);
  }

  most(e: Expression): number {
    return e.offset + this.mostSum(e);
  }

  /** Narrows the variables of an expression to what lets it lie between two numbers. */
  narrow(e: Expression, from: number, to: number): boolean {
    return this.narrowSum(e, from - e.offset, to - e.offset);
  }

  /** Narrows the variables of a sum to what lets it lie between two numbers: bounds consistency of one row. */
  narrowSum(terms: Terms, from: number, to: number): boolean {
    const [least, most] = [this.leastSum(terms), this.mostSum(terms)];
    if (least > to || most < from) return false;
    if (least >= from && most <= to) return true;
    const { vars, coeffs } = terms;
    for (let i = 0; i < vars.length; i++) {
      const [variable, coefficient] = [vars[i]!, coeffs[i]!];
      const [lower, upper] = [this.lower[variable]!, this.upper[variable]!];
      if (lower === upper || coefficient === 0) continue;
      // What the others leave: the room above their least, and the need below their most.
      const room = to - least;
      const need = from - most;
      const isHeld =
        coefficient > 0
          ? this.atMost(variable, lower + room / coefficient) && this.atLeast(variable, upper + need / coefficient)
          : this.atLeast(variable, upper + room / coefficient) && this.atMost(variable, lower + need / coefficient);
      if (!isHeld) return false;
    }
    return true;
  }
}

/** The least value of the domain that is at least so much. */
function upFrom(domain: Domain | undefined, value: number): number {
  if (!domain) return value;
  for (let i = 0; i < domain.length; i += 2) if (value <= domain[i + 1]!) return Math.max(value, domain[i]!);
  return Number.POSITIVE_INFINITY;
}

function downFrom(domain: Domain | undefined, value: number): number {
  if (!domain) return value;
  for (let i = domain.length - 2; i >= 0; i -= 2) if (value >= domain[i]!) return Math.min(value, domain[i + 1]!);
  return Number.NEGATIVE_INFINITY;
}
