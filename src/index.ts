/** What programs that use Dovetail as a library import. */

export * from '../models/index.ts';
export type { Outcome, Proof, Solution, Stopped } from './engines/outcome.ts';
export { ENGINE_NAMES, type EngineName } from './engines/registry.ts';
export { endWarmThreads } from './engines/thread/host.ts';
export { DovetailError, type ErrorCode } from './errors.ts';
export type { Constraint, Kind } from './language/constraints/index.ts';
export type { Transitions } from './language/constraints/noOverlap.ts';
export { holds, isFeasible } from './language/holds.ts';
export { modelFromJson, modelToJson } from './language/json.ts';
export { ledger } from './language/ledger.ts';
export type { Model } from './language/model.ts';
export { objectiveOf } from './language/objective.ts';
export { print } from './language/print.ts';
export { readModel } from './language/read.ts';
export { type DomainSolved, reviewSolution, solveDomain, validateInput } from './library/domain.ts';
export { Bool, type Comparison, compare, type Operand, Sum, sum, Variable } from './library/expression.ts';
export { Interval } from './library/interval.ts';
export { type Arc, ConstraintModel, Posted } from './library/model.ts';
export { runScenarios } from './library/scenarios.ts';
export {
  type ExplainOptions,
  enumerate,
  explainInfeasible,
  type Found,
  type LibraryOptions,
  type Solved,
  solve,
} from './library/solution.ts';
export type { ScenarioVerdict } from './scenarios/run.ts';
export type { DomainModel, ReviewReport } from './solve/domainModel.ts';
export type { Explanation } from './solve/infeasible/explainInfeasible.ts';
export type { Warning } from './solve/issue.ts';
export type { DomainResult } from './solve/result.ts';
export type { DomainSolveOptions } from './solve/solveDomain.ts';
