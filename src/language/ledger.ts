import { type Indicator, indicatorsOf } from './conjunctions.ts';
import type { Visitor } from './constraint.ts';
import { type Constraint, type Kind, kindOf } from './constraints/index.ts';
import { lowerOf, upperOf } from './domain.ts';
import { type Literal, variableOf } from './expression.ts';
import type { Model } from './model.ts';
import { namesOf } from './names.ts';
import type { Interval } from './variables.ts';

/** What a part of a model holds. */
export interface Counts {
  readonly variables: number;
  /** How many of the variables are Booleans. */
  readonly booleans: number;
  readonly intervals: number;
  readonly constraints: number;
  readonly kinds: Readonly<Partial<Record<Kind, number>>>;
  /** References to variables and intervals, each as often as it is written, those of conditions included. */
  readonly terms: number;
}

/** A conjunction that has more than one indicator. */
export interface DuplicateConjunction {
  /** The literals that are joined, by name. */
  readonly literals: readonly string[];
  /** Who is true exactly when all of them are. */
  readonly indicators: readonly { readonly name: string; readonly literal: Literal; readonly owner: string }[];
}

/** Who put what into a model. */
export interface Ledger {
  /** By label; what was added without one stands under `''`. */
  readonly owners: ReadonlyMap<string, Counts>;
  readonly total: Counts;
  readonly duplicates: readonly DuplicateConjunction[];
}

/**
 * What each owner added to a model, and the conjunctions that were encoded more than once.
 *
 * *Limits* time grows with the size of the model.
 *
 * @example
 * ```ts
 * const model = new ModelBuilder();
 * const [a, b] = [model.boolean('a'), model.boolean('b')];
 * model.owned('shifts', () => model.conjunction([a, b], 'both'));
 * const mine = model.owned('breaks', () => model.boolean('mine'));
 * model.add({ kind: 'multiplication', target: term(mine), exprs: [term(a), term(b)] });
 * const { owners, duplicates } = ledger(model.build());
 * console.log(owners.get('shifts').kinds);
 * // { boolAnd: 1, boolOr: 1 }
 * console.log(duplicates[0].literals, duplicates[0].indicators.map((i) => `${i.name} of ${i.owner}`));
 * // [ 'a', 'b' ] [ 'mine of breaks', 'both of shifts' ]
 * ```
 */
export function ledger(model: Model): Ledger {
  const owners = new Map<string, Tally>();
  const total = new Tally();
  const each = (owner: string | undefined, enter: (tally: Tally) => void): void => {
    const key = owner ?? '';
    const tally = owners.get(key) ?? new Tally();
    owners.set(key, tally);
    enter(tally);
    enter(total);
  };
  for (const { domain, owner } of model.variables) {
    each(owner, (tally) => tally.variable(lowerOf(domain) >= 0 && upperOf(domain) <= 1));
  }
  for (const interval of model.intervals) each(interval.owner, (tally) => tally.interval(interval));
  for (const constraint of model.constraints) each(constraint.owner, (tally) => tally.constraint(constraint));
  return { owners, total, duplicates: duplicatesIn(model) };
}

/** Counts while it is being counted. */
class Tally implements Counts {
  variables = 0;
  booleans = 0;
  intervals = 0;
  constraints = 0;
  terms = 0;
  readonly kinds: Partial<Record<Kind, number>> = {};

  variable(boolean: boolean): void {
    this.variables++;
    if (boolean) this.booleans++;
  }

  interval({ start, size, end, presence }: Interval): void {
    this.intervals++;
    this.terms += start.vars.length + size.vars.length + end.vars.length + (presence?.length ?? 0);
  }

  constraint(constraint: Constraint): void {
    this.constraints++;
    this.kinds[constraint.kind] = (this.kinds[constraint.kind] ?? 0) + 1;
    this.terms += termsOf(constraint);
  }
}

function termsOf(constraint: Constraint): number {
  let terms = constraint.enforce?.length ?? 0;
  const one = (): void => void terms++;
  const visitor: Visitor = { variable: one, literal: one, interval: one, expression: (e) => (terms += e.vars.length) };
  kindOf(constraint).visit(constraint, visitor);
  return terms;
}

function duplicatesIn(model: Model): DuplicateConjunction[] {
  const bySet = new Map<string, Map<Literal, Indicator>>();
  for (const indicator of indicatorsOf(model)) {
    const key = indicator.set.join(' ');
    const known = bySet.get(key);
    if (known) known.set(indicator.literal, indicator);
    else bySet.set(key, new Map([[indicator.literal, indicator]]));
  }
  const names = namesOf(model);
  const named = ({ literal, constraint }: Indicator): DuplicateConjunction['indicators'][number] => ({
    name: names.literal(literal),
    literal,
    owner: model.variables[variableOf(literal)]!.owner ?? model.constraints[constraint]!.owner ?? '',
  });
  return [...bySet.values()]
    .filter((indicators) => indicators.size > 1)
    .map((indicators) => {
      const [first] = indicators.values();
      return { literals: first!.set.map(names.literal), indicators: [...indicators.values()].map(named) };
    });
}
