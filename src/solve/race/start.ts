import { DovetailError } from '../../errors.ts';
import { nearestIn } from '../../language/domain.ts';
import type { Model } from '../../language/model.ts';

/**
 * What engines begin with: the start that was given, or the model's hint when it names every variable.
 *
 * *Means* each value is moved to the nearest one of its variable's domain, because some engines refuse any other; the
 * rest of the model may be broken.
 * *Errors* `input/invalid` for a start that has not one number for each variable.
 */
export function startOf(model: Model, given: ArrayLike<number> | undefined): Float64Array | undefined {
  const values = given ?? hinted(model);
  if (!values) return undefined;
  const count = model.variables.length;
  if (values.length !== count) {
    throw new DovetailError(
      'input/invalid',
      `The start has ${values.length} values; the model has ${count} variables.`,
      {
        maybe: 'it is the solution of another model, or of another version of this one.',
      },
    );
  }
  return Float64Array.from(model.variables, ({ domain }, i) => nearestIn(domain, values[i]!));
}

function hinted({ hint, variables }: Model): Float64Array | undefined {
  if (!hint || new Set(hint.vars).size < variables.length) return undefined;
  const values = new Float64Array(variables.length);
  hint.vars.forEach((variable, i) => {
    values[variable] = hint.values[i]!;
  });
  return values;
}
