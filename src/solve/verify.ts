import type { Outcome, Solution } from '../engines/outcome.ts';
import type { EngineName } from '../engines/registry.ts';
import { objectiveOf, violationsOf } from '../language/holds.ts';
import type { Model } from '../language/model.ts';

/** An answer that the original model refutes: our defect, whichever engine gave it. */
export interface Defect {
  readonly code: 'bug/engine-answer-wrong';
  readonly engine: EngineName;
  readonly message: string;
  /** JSON pointers of what the answer breaks, into the model that was asked about. */
  readonly pointers: readonly string[];
  readonly values?: readonly number[];
}

/** At most this many broken parts are named. */
const NAMED = 3;

/**
 * The solution in the original's terms, with the objective recomputed, or the defect that it shows.
 *
 * *Means* every domain, interval, constraint and assumption of `model` holds for the first values of the vector;
 * the ones behind belong to variables that a rewriting appended.
 */
export function verifySolution(model: Model, vector: ArrayLike<number>, engine: EngineName): Solution | Defect {
  const values = Float64Array.from({ length: model.variables.length }, (_, i) => vector[i] ?? Number.NaN);
  const broken: string[] = [];
  const pointers: string[] = [];
  for (const violation of violationsOf(model, values)) {
    pointers.push(violation.pointer);
    broken.push(violation.message);
    if (broken.length === NAMED) break;
  }
  if (broken.length === 0) return { values, objective: objectiveOf(model, values) };
  return {
    code: 'bug/engine-answer-wrong',
    engine,
    message: `The engine ${engine} gave a solution that the model refutes: ${broken.join(' ')}`,
    pointers,
    ...(values.length <= 1000 ? { values: [...values] } : {}),
  };
}

/** The defect of a proof that a verified solution refutes, if it does. */
export function refuteProof(model: Model, outcome: Outcome, context: ProofContext): Defect | undefined {
  const { engine, known } = context;
  if (!known) {
    const claims = outcome.proof === 'optimal';
    return claims
      ? defect(engine, `The engine ${engine} claims an optimum and gave no solution that holds.`)
      : undefined;
  }
  if (outcome.proof === 'infeasible') {
    return defect(engine, `The engine ${engine} claims that a model is infeasible that has a solution.`);
  }
  if (outcome.bound === undefined || !model.objective) return undefined;
  const sign = model.objective.sense === 'minimize' ? 1 : -1;
  const slack = 1e-6 * Math.max(1, Math.abs(known.objective));
  if (sign * known.objective >= sign * outcome.bound - slack) return undefined;
  return defect(
    engine,
    `The engine ${engine} claims that nothing is better than ${outcome.bound}; a solution with ${known.objective} is known.`,
  );
}

interface ProofContext {
  readonly engine: EngineName;
  /** The best verified solution, from whichever source. */
  readonly known: Solution | undefined;
}

function defect(engine: EngineName, message: string): Defect {
  return { code: 'bug/engine-answer-wrong', engine, message, pointers: [] };
}
