import type { Literal } from '../../language/expression.ts';
import type { Model } from '../../language/model.ts';
import { type ExplainOptions, explainInfeasible } from './explainInfeasible.ts';
import { assumptionLabels } from './labels.ts';

/** Assumptions of a model that cannot all be true. */
export interface AssumptionConflict {
  readonly literals: readonly Literal[];
  /** Whether without any one of them the rest can be true. */
  readonly isMinimal: boolean;
  /** Whether a solve with these assumptions alone has proved that. */
  readonly isConfirmed: boolean;
}

/**
 * The assumptions of an infeasible model that conflict: none, where the model has no solution without them either.
 *
 * *Means* what an engine names is only where the search begins, see {@link explainInfeasible}. Undefined for a model
 * without assumptions, for one with a solution, and where the budget does not suffice to tell.
 */
export async function conflictOf(model: Model, options: ExplainOptions = {}): Promise<AssumptionConflict | undefined> {
  if (!model.assumptions?.length) return undefined;
  const explanation = await explainInfeasible(model, assumptionLabels(model), options);
  if (explanation.kind !== 'conflict') return undefined;
  const { labels, isMinimal, isVerified } = explanation;
  return { literals: labels.map(Number), isMinimal, isConfirmed: isVerified };
}
