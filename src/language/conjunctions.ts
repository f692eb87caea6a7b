import type { Constraint, ConstraintOf, Kind } from './constraints/index.ts';
import { lowerOf, upperOf } from './domain.ts';
import { type Expression, type Literal, not } from './expression.ts';
import type { Model } from './model.ts';

/** A literal that is true exactly when all of a set are. */
export interface Indicator {
  readonly literal: Literal;
  /** Sorted, two at least. */
  readonly set: readonly Literal[];
  /** Index of the constraint that makes the literal true when all the others are. */
  readonly constraint: number;
}

/**
 * Every indicator of a conjunction that the constraints define, however they say it.
 *
 * *Means* the model has the clause `b or not s for some s` and the implications `b -> s`, in any of these forms:
 * clauses and conjunctions with or without condition, linear inequalities over Booleans that come to one of them
 * (`b <= s`, `b >= sum - (n - 1)`, `n b <= sum`, `sum = n if b`), `b = product`, `b = min`, `b = max` of the opposites.
 * *Limits* time grows with the size of the model; cardinalities such as `atMostOne` are not read as implications.
 */
export function indicatorsOf(model: Model): Indicator[] {
  const facts = new Facts(model);
  model.constraints.forEach((constraint, at) => facts.read(constraint, at));
  return [...facts.indicators, ...facts.clauses.flatMap((clause) => facts.indicatorsIn(clause))];
}

interface Clause {
  readonly literals: readonly Literal[];
  readonly constraint: number;
}

/** Several conditions for several consequences make as many clauses as their product; beyond this they are left out. */
const MAX_CONDITIONS = 4;

/** What the constraints read so far say about Booleans. */
class Facts {
  readonly indicators: Indicator[] = [];
  readonly clauses: Clause[] = [];
  readonly #model: Model;
  readonly #implied = new Map<Literal, Set<Literal>>();

  constructor(model: Model) {
    this.#model = model;
  }

  read(constraint: Constraint, at: number): void {
    const reader = READERS[constraint.kind] as ((facts: Facts, c: Constraint, at: number) => void) | undefined;
    reader?.(this, constraint, at);
  }

  /** At least one of the literals is true. */
  clause(literals: Iterable<Literal>, constraint: number): void {
    const set = new Set(literals);
    for (const literal of set) if (set.has(not(literal))) return;
    const list = [...set];
    if (list.length > 2) this.clauses.push({ literals: list, constraint });
    else if (list.length === 2) {
      this.#implies(not(list[0]!), list[1]!);
      this.#implies(not(list[1]!), list[0]!);
    }
  }

  /** When all conditions are true, so are all the consequences. */
  conditional(conditions: readonly Literal[], consequences: readonly Literal[], constraint: number): void {
    if (Math.min(conditions.length, consequences.length) > MAX_CONDITIONS) return;
    const others = conditions.map(not);
    for (const consequence of consequences) this.clause([...others, consequence], constraint);
  }

  #implies(a: Literal, b: Literal): void {
    const known = this.#implied.get(a);
    if (known) known.add(b);
    else this.#implied.set(a, new Set([b]));
  }

  /** The literals of a clause that imply the opposite of all the others. */
  indicatorsIn({ literals, constraint }: Clause): Indicator[] {
    const found: Indicator[] = [];
    for (const literal of literals) {
      const implied = this.#implied.get(literal);
      if (implied === undefined || implied.size < literals.length - 1) continue;
      if (!literals.every((other) => other === literal || implied.has(not(other)))) continue;
      found.push({ literal, set: sorted(literals.filter((other) => other !== literal).map(not)), constraint });
    }
    return found;
  }

  define(literal: Literal, literals: readonly Literal[], constraint: number): void {
    const set = sorted(literals);
    if (set.length > 1) this.indicators.push({ literal, set, constraint });
  }

  isBoolean(variable: number): boolean {
    const { domain } = this.#model.variables[variable]!;
    return lowerOf(domain) >= 0 && upperOf(domain) <= 1;
  }

  /** The literal whose value the expression has, times `sign`. */
  literalOf(e: Expression, sign: 1 | -1): Literal | undefined {
    if (e.vars.length !== 1 || !this.isBoolean(e.vars[0]!)) return undefined;
    const [coefficient, offset] = [e.coeffs[0]! * sign, e.offset * sign];
    if (coefficient === 1 && offset === 0) return e.vars[0]!;
    return coefficient === -1 && offset === 1 ? not(e.vars[0]!) : undefined;
  }

  /** The literals of all the expressions, or undefined if one is something else. */
  literalsOf(exprs: readonly Expression[], sign: 1 | -1): Literal[] | undefined {
    const literals = exprs.map((e) => this.literalOf(e, sign));
    return literals.every((literal) => literal !== undefined) ? literals : undefined;
  }
}

function sorted(literals: readonly Literal[]): Literal[] {
  return [...new Set(literals)].sort((a, b) => a - b);
}

const READERS: { readonly [K in Kind]?: (facts: Facts, c: ConstraintOf<K>, at: number) => void } = {
  boolOr: (facts, c, at) => facts.clause([...(c.enforce ?? []).map(not), ...c.literals], at),
  boolAnd: (facts, c, at) => facts.conditional(c.enforce ?? [], c.literals, at),
  linear(facts, c, at) {
    if (c.domain.length !== 2 || !c.vars.every((variable) => facts.isBoolean(variable))) return;
    const [lo, hi] = c.domain as [number, number];
    const conditions = c.enforce ?? [];
    if (lo !== Number.NEGATIVE_INFINITY) readAtLeast(facts, { ...c, conditions, sign: 1, limit: lo }, at);
    if (hi !== Number.POSITIVE_INFINITY) readAtLeast(facts, { ...c, conditions, sign: -1, limit: -hi }, at);
  },
  multiplication(facts, c, at) {
    const [target, literals] = [facts.literalOf(c.target, 1), facts.literalsOf(c.exprs, 1)];
    if (!c.enforce?.length && target !== undefined && literals) facts.define(target, literals, at);
  },
  max(facts, c, at) {
    if (c.enforce?.length) return;
    for (const sign of [1, -1] as const) {
      const [target, literals] = [facts.literalOf(c.target, sign), facts.literalsOf(c.exprs, sign)];
      if (target === undefined || literals === undefined) continue;
      if (sign === 1) facts.define(not(target), literals.map(not), at);
      else facts.define(target, literals, at);
    }
  },
};

interface AtLeast {
  readonly vars: readonly number[];
  readonly coeffs: readonly number[];
  readonly sign: 1 | -1;
  readonly limit: number;
  readonly conditions: readonly Literal[];
}

/**
 * Reads `sum of sign * coeffs[i] * vars[i] >= limit` as weights of literals that must reach what remains of the limit:
 * literals that reach it alone are alternatives to the others, which are all needed when they just reach it together.
 */
function readAtLeast(facts: Facts, { vars, coeffs, sign, limit, conditions }: AtLeast, at: number): void {
  const weights = coeffs.map((coefficient) => Math.abs(coefficient));
  const literals = vars.map((variable, i) => (sign * coeffs[i]! > 0 ? variable : not(variable)));
  const needed = limit + weights.reduce((total, w, i) => total + (literals[i]! < 0 ? w : 0), 0);
  if (needed <= 0) return;
  const enough = literals.filter((_, i) => weights[i]! >= needed);
  const rest = literals.filter((_, i) => weights[i]! < needed && weights[i]! > 0);
  const together = weights.reduce((total, w) => total + (w < needed ? w : 0), 0);
  if (together < needed) facts.clause([...conditions.map(not), ...enough], at);
  else if (together === needed) facts.conditional([...conditions, ...enough.map(not)], rest, at);
}
