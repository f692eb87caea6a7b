import { DovetailError, type ErrorCode, type Fault, messageOf } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { checkModel } from './check.ts';
import type { Model } from './model.ts';

/** At most this many faults are listed; the rest is counted. */
const FAULTS_SHOWN = 50;

/**
 * The model, when all of it means something.
 *
 * *Shapes* `locate` turns a pointer into our model into one into the file that it came from.
 * *Errors* `input/invalid` with every fault at its JSON pointer.
 */
export function checkedModel(model: Model, locate: (pointer: string) => string = (pointer) => pointer): Model {
  const faults: Fault[] = [];
  let count = 0;
  checkModel(model, (pointer, thrown) => {
    if (count++ < LIMITS.faults) faults.push(faultOf(locate(pointer), thrown));
    return count < LIMITS.faultsCounted ? undefined : 'enough';
  });
  if (count > 0) throw faultyModel('input/invalid', faults, count);
  return model;
}

/** Something thrown, as a fault of a place. */
export function faultOf(pointer: string, thrown: unknown): Fault {
  const code: ErrorCode = thrown instanceof DovetailError ? thrown.code : 'bug/internal';
  return { pointer, code, message: messageOf(thrown) };
}

/** One error for all the faults of a model, of which the first are given. */
export function faultyModel(code: ErrorCode, faults: readonly Fault[], count = faults.length): DovetailError {
  const lines = faults.slice(0, FAULTS_SHOWN).map((fault) => `  ${fault.pointer || '/'}: ${fault.message}`);
  const more = count > FAULTS_SHOWN ? `\n  and ${count - FAULTS_SHOWN} more` : '';
  const head = count === 1 ? 'The model has a fault:' : `The model has ${count} faults:`;
  return new DovetailError(code, `${head}\n${lines.join('\n')}${more}`, {
    faults,
    faultCount: count,
    maybe: 'write the model with ModelBuilder, which checks each line as it is built.',
  });
}
