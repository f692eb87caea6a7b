import { type Counts, ledger as modelLedger } from '../language/ledger.ts';
import type { Model } from '../language/model.ts';
import type { BuildLedger, LedgerRow } from '../solve/domainModel.ts';
import type { ActiveRule } from './rules/rule.ts';
import type { World } from './world.ts';

/** Owners of what belongs to no rule; no rule may be called so. */
export const COMMON_OWNERS: readonly string[] = ['cells', 'shared'];

/** A conjunction's own indicator takes one variable and two clauses. */
const CLAUSES = 2;

const NOTHING: Pick<Counts, 'variables' | 'constraints' | 'terms'> = { variables: 0, constraints: 0, terms: 0 };

/** What a rule needed in the model: the part of the ledger that only the building knows. */
export interface RuleCost {
  readonly rule: string;
  readonly microseconds: number;
  /** Indicators and sums that the rule read; an encoding that shares nothing would make them again for this rule. */
  readonly reads: number;
}

/** A model as its rules built it. */
export interface RuledModel<W extends World> {
  readonly model: Model;
  readonly rules: readonly ActiveRule<W>[];
  readonly costs: readonly RuleCost[];
  /** How many combinations there are to choose from. */
  readonly choices: number;
}

/**
 * What each rule takes in the model, and what it would take if nothing were shared.
 *
 * *Means* unshared: what the rule posts itself, and once more every indicator and sum that it reads; `cells` and
 * `shared`, which belong to no rule, would not be there.
 */
export function ledgerOf<W extends World>({ model, costs, choices, rules: active }: RuledModel<W>): BuildLedger {
  const weights = new Map(active.flatMap(({ id, hardness, weight }) => (hardness === 'hard' ? [] : [[id, weight]])));
  const { owners, duplicates, total } = modelLedger(model);
  const rules = costs.map(({ rule, microseconds, reads }) => {
    const { variables, constraints, terms } = owners.get(rule) ?? NOTHING;
    const unshared = { variables: variables + reads, constraints: constraints + CLAUSES * reads };
    const weight = weights.get(rule);
    const row = { owner: rule, variables, constraints, terms, microseconds, unshared };
    return weight === undefined ? row : { ...row, weight };
  });
  const common = COMMON_OWNERS.map((owner): LedgerRow => {
    const { variables, constraints, terms } = owners.get(owner) ?? NOTHING;
    return { owner, variables, constraints, terms, microseconds: 0, unshared: { variables: 0, constraints: 0 } };
  });
  const sum = (of: (row: LedgerRow) => number): number => rules.reduce((all, row) => all + of(row), 0);
  return {
    rows: [...common, ...rules],
    total: {
      variables: total.variables,
      constraints: total.constraints,
      terms: total.terms,
      microseconds: sum(({ microseconds }) => microseconds),
      unshared: {
        variables: sum(({ unshared }) => unshared.variables),
        constraints: sum(({ unshared }) => unshared.constraints),
      },
    },
    cells: choices,
    duplicates: duplicates.length,
  };
}
