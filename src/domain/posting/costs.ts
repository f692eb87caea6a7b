import { constant, type Expression, type Literal, variableOf } from '../../language/expression.ts';

interface Terms {
  readonly vars: number[];
  readonly coeffs: number[];
  offset: number;
}

/** The penalty as rules add to it, kept apart by rule. */
export class Costs {
  readonly #byRule = new Map<string, Terms>();
  #current: Terms = { vars: [], coeffs: [], offset: 0 };

  /** What follows is this rule's. */
  begin(rule: string): void {
    this.#current = this.#byRule.get(rule) ?? { vars: [], coeffs: [], offset: 0 };
    this.#byRule.set(rule, this.#current);
  }

  /** Adds `amount x literal`, or `amount x variable` of a count. */
  add(literal: Literal, amount: number): void {
    if (amount === 0) return;
    this.#current.vars.push(variableOf(literal));
    this.#current.coeffs.push(literal < 0 ? -amount : amount);
    if (literal < 0) this.#current.offset += amount;
  }

  /** Adds what is to be paid in any case. */
  always(amount: number): void {
    this.#current.offset += amount;
  }

  /** The penalty of a rule. */
  of(rule: string): Expression {
    return this.#byRule.get(rule) ?? constant(0);
  }

  /** The penalty of all the rules, each variable once. */
  total(variables: number): Expression {
    const sums = new Float64Array(variables);
    let offset = 0;
    for (const terms of this.#byRule.values()) {
      offset += terms.offset;
      for (let i = 0; i < terms.vars.length; i++) sums[terms.vars[i]!]! += terms.coeffs[i]!;
    }
    const vars: number[] = [];
    const coeffs: number[] = [];
    for (let variable = 0; variable < variables; variable++) {
      if (sums[variable] === 0) continue;
      vars.push(variable);
      coeffs.push(sums[variable]!);
    }
    return { vars, coeffs, offset };
  }
}
