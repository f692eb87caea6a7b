import type { Solution } from '../../engines/outcome.ts';
import type { EngineName } from '../../engines/registry.ts';
import { violationsOf } from '../../language/holds.ts';
import type { Model } from '../../language/model.ts';
import { objectiveOf } from '../../language/objective.ts';

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
  const values = new Float64Array(model.variables.length);
  for (let i = 0; i < values.length; i++) values[i] = vector[i] ?? Number.NaN;
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

/** A claim of an engine that what is known of the model refutes. */
export function defectOf(engine: EngineName, message: string): Defect {
  return { code: 'bug/engine-answer-wrong', engine, message, pointers: [] };
}
