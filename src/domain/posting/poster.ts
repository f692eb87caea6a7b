import type { ModelBuilder, PostOptions } from '../../language/builder.ts';
import type { Constraint } from '../../language/constraints/index.ts';
import { BOOLEAN } from '../../language/domain.ts';
import { type Expression, type Literal, not, sum, type Variable } from '../../language/expression.ts';
import type { InForce } from '../rules/rule.ts';
import { Costs } from './costs.ts';
import { freed } from './freed.ts';
import { atMost, atMostBeside, total } from './rows.ts';
import type { Count } from './sharing.ts';
import { Uses } from './uses.ts';

/** No literal; outside every literal's range, since -1 is the negation of variable 0. */
export const ABSENT = -0x80000000;

/**
 * What the rules of any model of choices post with: constraints and costs in the name of the rule that asks for them, and
 * what several rules share. A model adds the indicators of its choices, and the sums of them that its rules need.
 */
export class Poster {
  readonly builder: ModelBuilder;
  readonly costs = new Costs();
  /** What each rule read of what is shared. */
  readonly reads = new Uses();
  /** In a unit of a rule that is not hard: the literal that the unit is broken. */
  #broken: (() => Literal) | undefined;

  constructor(builder: ModelBuilder) {
    this.builder = builder;
  }

  /** Everything posted from here on is this rule's. */
  begin<T>(rule: string, post: () => T): T {
    this.costs.begin(rule);
    this.reads.begin(rule);
    return this.builder.owned(rule, post);
  }

  add(constraint: Constraint, options?: PostOptions): void {
    const asked = this.#broken ? freed(constraint, this.#broken, this.builder.variables) : constraint;
    if (asked) this.builder.add(asked, options);
  }

  /**
   * Posts what a rule asks of one unit, such as somebody's day. Where the rule is not hard, the unit may be broken, as a
   * whole, for the rule's weight: one literal, made when the first constraint needs it, frees all of them.
   */
  unit({ hardness, weight }: InForce<unknown>, post: () => void): void {
    if (hardness === 'hard') {
      post();
      return;
    }
    if (weight === 0) return;
    let broken: Literal | undefined;
    this.#broken = () => {
      broken ??= this.builder.boolean();
      return broken;
    };
    try {
      post();
    } finally {
      this.#broken = undefined;
    }
    if (broken !== undefined) this.costs.add(broken, weight);
  }

  /** At most `most` of a count. */
  limit(count: Count, most: number): void {
    if (count.most > most) this.atMost(count.expression().vars, most);
  }

  /** At most this many of some literals, or variables, where anything is to be said. */
  atMost(literals: readonly Literal[], most: number): void {
    if (literals.length === 0) return;
    const { owner } = this.builder;
    const isChoice = most === 1 && this.#areBoolean(literals);
    this.add(isChoice ? { kind: 'atMostOne', literals, owner } : atMost(literals, most, owner));
  }

  #areBoolean(literals: readonly Literal[]): boolean {
    const { variables } = this.builder;
    // A loop, since a model has very many rows.
    for (const literal of literals) if (literal >= 0 && variables[literal]!.domain !== BOOLEAN) return false;
    return true;
  }

  boolean(name?: string): Variable {
    return this.builder.boolean(name);
  }

  integer(lo: number, hi: number, name?: string): Variable {
    return this.builder.integer(lo, hi, name);
  }

  /** What is made belongs to no rule, since others may read it, too. */
  shared<T>(make: () => T): T {
    return this.builder.owned('shared', make);
  }

  /** The shared indicator that all the literals are true. */
  all(literals: readonly Literal[]): Literal {
    return this.shared(() => this.builder.conjunction(literals));
  }

  /** True exactly when one of some literals is, at least one of which there is; shared. */
  any(literals: readonly Literal[]): Literal {
    return literals.length === 1 ? literals[0]! : not(this.all(literals.map(not)));
  }

  /** How many of some literals are true, or what counts add up to, which is at most `most`. */
  count(vars: readonly Variable[], most: number): Count {
    let made: Expression | undefined;
    const make = (): Expression => {
      if (vars.length <= 2) return sum(vars);
      return this.shared(() => {
        const count = this.builder.integer(0, most);
        this.builder.add(total(vars, count, this.builder.owner));
        return sum([count]);
      });
    };
    return {
      most,
      expression: () => {
        made ??= make();
        return made;
      },
    };
  }

  /** Adds `weight` for each unit of a count beyond `free`, which is negative where fixed work has taken more. */
  costBeyond(count: Count, free: number, weight: number): void {
    this.costs.always(weight * Math.max(0, -free));
    if (weight === 0 || count.most <= free) return;
    const { vars } = count.expression();
    if (free <= 0) {
      for (const variable of vars) this.costs.add(variable, weight);
      return;
    }
    const excess = this.integer(0, count.most - free);
    this.add(atMostBeside(vars, { excess, free }, this.builder.owner));
    this.costs.add(excess, weight);
  }

  /** How many indicators and sums each rule read: what it would have had to make by itself. */
  get uses(): ReadonlyMap<string, number> {
    return this.reads.byRule;
  }
}
