import type { Model } from '../../language/model.ts';
import type { Difference } from '../difference.ts';
import { differenceOf } from '../difference.ts';
import type { DomainModel } from '../domainModel.ts';
import { clauseOf, conflictingRules, type RuleConflict, ruleConflict } from '../infeasible/conflictingRules.ts';
import type { Demand, HardRule } from '../whatIf.ts';
import { type AskOptions, Clock, penaltyChanges, type Resolved, type Reviewed, resolve } from './resolve.ts';

/** What a demand would cost. */
export interface Counterfactual {
  /**
   * `possible`: a solution with it was found. `impossible`: it is proved that there is none. `unknown`: neither, in the
   * time there was.
   */
  readonly verdict: 'possible' | 'impossible' | 'unknown';
  /** What stands in the way of something impossible. */
  readonly reason?: string;
  /** The rules that cannot all hold with the demand, where it took a solve to see it. */
  readonly conflict?: RuleConflict;
  /** Of the best solution without the demand; absent when none was found. */
  readonly penalty?: number;
  /** Of the best solution with it, less that without. */
  readonly change?: number;
  /** The change by rule, where it is not 0. */
  readonly changes?: Readonly<Record<string, number>>;
  /** Whether both are proved to be the best, so that the change is exact; otherwise it is the best found. */
  readonly isProved: boolean;
  /** What else would be different. */
  readonly difference?: Difference;
  /** The solution with the demand, in the domain's JSON form. */
  readonly solution?: unknown;
}

export interface CounterfactualOptions extends AskOptions {
  readonly demand: Demand;
  /** The solution that is asked about; the best one is looked for from there. */
  readonly from?: unknown;
  /** Told what was found of the problem as it is, before the demand is tried. */
  readonly onBase?: ((base: Resolved) => void) | undefined;
}

/** How much of the time goes to the problem as it is, and how much to saying why something is impossible. */
const SHARES = { base: 0.4, conflict: 0.5 };

/**
 * What would be different if an item had to be, or must not be, at a place: solved as it is, then again with the demand
 * as one more constraint, from the solution found first.
 *
 * *Units* penalties of the domain. *Limits* the time is for both solves and for the reason together.
 * *Errors* as `resolve`; `input/invalid` for a demand that names what the input does not have.
 */
export async function counterfactual<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  { demand, from, onBase, ...options }: CounterfactualOptions,
): Promise<Counterfactual> {
  const clock = new Clock(options);
  const input = domain.parse(value);
  const built = domain.build(input);
  const demanded = domain.whatIf.demanded(built, demand);
  if ('impossible' in demanded) return { verdict: 'impossible', reason: demanded.impossible, isProved: true };
  const base = await resolve(domain, value, { ...options, from, timeLimitMs: clock.share(SHARES.base) });
  onBase?.(base);
  const { constraints } = demanded;
  const start = base.found?.solution ?? from;
  const forced = await resolve(domain, value, { ...options, from: start, constraints, timeLimitMs: clock.share(1) });
  if (forced.found) return compared(base, forced as Resolved & { found: Reviewed }, domain.whatIf.classOf);
  const penalty = base.found ? { penalty: base.found.review.penalty } : {};
  if (forced.outcome.proof !== 'infeasible') return { verdict: 'unknown', isProved: false, ...penalty };
  const model = { ...built.model, constraints: [...built.model.constraints, ...constraints] };
  return {
    verdict: 'impossible',
    isProved: true,
    ...penalty,
    ...(await conflictIn(model, domain.whatIf.hardRules(input), {
      ...options,
      timeLimitMs: clock.share(SHARES.conflict),
    })),
  };
}

function compared(
  base: Resolved,
  forced: Resolved & { readonly found: Reviewed },
  classOf: (item: string) => string,
): Counterfactual {
  const { review, solution, placements } = forced.found;
  if (!base.found) return { verdict: 'possible', isProved: false, solution };
  return {
    verdict: 'possible',
    penalty: base.found.review.penalty,
    change: review.penalty - base.found.review.penalty,
    changes: penaltyChanges(base.found.review, review),
    isProved: base.isProved && forced.isProved,
    difference: differenceOf(base.found.placements, placements, classOf),
    solution,
  };
}

/** The rules of a model without a solution that cannot all hold; no more than that when the time does not suffice to tell. */
export async function conflictIn(
  model: Model,
  hard: readonly HardRule[],
  { timeLimitMs, signal, seed }: AskOptions,
): Promise<Pick<Counterfactual, 'conflict' | 'reason'>> {
  const found = await conflictingRules(model, { budgetMs: timeLimitMs, signal, seed });
  const conflict = found && ruleConflict(found, hard);
  if (!conflict || conflict.rules.length === 0) return { reason: 'No schedule has it.' };
  return { conflict, reason: `No schedule has it: ${clauseOf(conflict)} with it.` };
}
