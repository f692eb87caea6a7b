import { DovetailError, type ErrorCode, type Fault, messageOf } from '../errors.ts';
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
  checkModel(model, (pointer, thrown) => faults.push(faultOf(locate(pointer), thrown)));
  if (faults.length) throw faultyModel('input/invalid', faults);
  return model;
}

/** Something thrown, as a fault of a place. */
export function faultOf(pointer: string, thrown: unknown): Fault {
  const code: ErrorCode = thrown instanceof DovetailError ? thrown.code : 'bug/internal';
  return { pointer, code, message: messageOf(thrown) };
}

/** One error for all the faults of a model. */
export function faultyModel(code: ErrorCode, faults: readonly Fault[]): DovetailError {
  const lines = faults.slice(0, FAULTS_SHOWN).map((fault) => `  ${fault.pointer || '/'}: ${fault.message}`);
  const more = faults.length > FAULTS_SHOWN ? `\n  and ${faults.length - FAULTS_SHOWN} more` : '';
  const head = faults.length === 1 ? 'The model has a fault:' : `The model has ${faults.length} faults:`;
  return new DovetailError(code, `${head}\n${lines.join('\n')}${more}`, {
    faults,
    maybe: 'write the model with ModelBuilder, which checks each line as it is built.',
  });
}
