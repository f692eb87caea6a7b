import type { z } from 'zod';
import { DovetailError } from '../../errors.ts';
import { givenAt, issueText } from '../../issueText.ts';
import type { Demand } from '../../solve/whatIf.ts';

/**
 * The parts of a place that a demand names, by the schema of a model, which has those that results write in `at`.
 *
 * *Errors* `input/invalid` for the first part that cannot be read, with what `maybe` says.
 */
export function placeIn<Place>(schema: z.ZodType<Place>, at: Demand['at'], maybe: string): Place {
  const { data, error } = schema.safeParse(at);
  if (data !== undefined) return data;
  const [issue] = error!.issues;
  const what =
    issue!.code === 'unrecognized_keys'
      ? `a place here has no ${issue!.keys.join(', ')}`
      : `${issue!.path.join('.')} ${issueText(issue!, givenAt(issue!, at))}`;
  throw new DovetailError('input/invalid', `The place cannot be read: ${what}.`, { maybe });
}
