import type { Model } from '../../language/model.ts';
import type { HardRule } from '../whatIf.ts';
import { type ExplainOptions, explainInfeasible } from './explainInfeasible.ts';

/** Rules that cannot all hold. */
export interface ConflictingRules {
  /** By id. */
  readonly rules: readonly string[];
  /** Whether it is proved that without any one of them the others can hold. */
  readonly isMinimal: boolean;
}

/** The same as people read it. */
export interface RuleConflict extends Pick<ConflictingRules, 'isMinimal'> {
  readonly rules: readonly Pick<HardRule, 'id' | 'meaning'>[];
}

/**
 * Rules that cannot all hold, with what they mean.
 *
 * *Means* an essential rule, which says what a schedule is, goes without saying, unless there is no other.
 */
export function ruleConflict(found: ConflictingRules, hard: readonly HardRule[]): RuleConflict {
  const concerned = hard.filter(({ id }) => found.rules.includes(id));
  const others = concerned.filter(({ isEssential }) => !isEssential);
  const told = others.length > 0 ? others : concerned;
  return { rules: told.map(({ id, meaning }) => ({ id, meaning })), isMinimal: found.isMinimal };
}

/** What a conflict says, as the end of a sentence: `the rules a, b cannot all hold`. */
export function clauseOf({ rules, isMinimal }: RuleConflict): string {
  const ids = rules.map(({ id }) => id).join(', ');
  if (rules.length === 1) return `the rule ${ids} cannot hold`;
  return `the rules ${ids} ${isMinimal ? 'cannot all hold' : 'are among those that cannot all hold'}`;
}

/** Owners of constraints that belong to no rule. */
const SHARED: ReadonlySet<string> = new Set(['cells', 'shared']);

/**
 * Which rules of a domain's model cannot all hold; undefined when the time does not suffice to tell.
 *
 * *Means* what belongs to no rule, such as a demand, is taken as given.
 */
export async function conflictingRules(model: Model, options: ExplainOptions): Promise<ConflictingRules | undefined> {
  const owners = new Map<string, string[]>();
  model.constraints.forEach(({ owner }, index) => {
    if (owner === undefined || SHARED.has(owner)) return;
    const part = `/constraints/${index}`;
    const group = owners.get(owner);
    if (group) group.push(part);
    else owners.set(owner, [part]);
  });
  const explanation = await explainInfeasible(model, owners, options);
  return explanation.kind === 'conflict' ? { rules: explanation.labels, isMinimal: explanation.isMinimal } : undefined;
}
