/** What programs that use Dovetail as a library import. */

export type { Outcome, Proof, Solution, Stopped } from './engines/outcome.ts';
export { ENGINE_NAMES, type EngineName } from './engines/registry.ts';
export { endWarmThreads } from './engines/thread/host.ts';
export { DovetailError, type ErrorCode } from './errors.ts';
export { type IntervalHandle, ModelBuilder } from './language/builder.ts';
export { implication } from './language/constraints/boolOr.ts';
export type { Constraint, Kind } from './language/constraints/index.ts';
export { compare, within } from './language/constraints/linear.ts';
export { absEquality, maxEquality, minEquality } from './language/constraints/max.ts';
export { constant, type Expression, minus, not, plus, sum, term, times, weighted } from './language/expression.ts';
export { holds, isFeasible } from './language/holds.ts';
export { modelFromJson, modelToJson } from './language/json.ts';
export { ledger } from './language/ledger.ts';
export type { Model } from './language/model.ts';
export { objectiveOf } from './language/objective.ts';
export { print } from './language/print.ts';
export { readModel } from './language/read.ts';
export { explainInfeasible } from './solve/explainInfeasible.ts';
export { type SolveOptions, type SolveResult, solve } from './solve/solve.ts';
