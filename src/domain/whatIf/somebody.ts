import { closest } from '../../closest.ts';
import { DovetailError } from '../../errors.ts';

/** Somebody in a list of an input. */
export interface Somebody {
  readonly id: string;
  readonly name?: string | undefined;
}

/**
 * The one of an id, or else of a name that nobody shares.
 *
 * *Errors* `input/invalid` for nobody, and for a name that several have.
 */
export function somebodyCalled<T extends Somebody>(people: readonly T[], who: string, word: string): T {
  const byId = people.find(({ id }) => id === who);
  if (byId) return byId;
  const named = people.filter(({ name }) => name === who);
  if (named.length === 1) return named[0]!;
  if (named.length > 1)
    throw new DovetailError('input/invalid', `${named.length} ${word}s are called ${who}.`, {
      maybe: `use one of their ids: ${named.map(({ id }) => id).join(', ')}.`,
    });
  const near = closest(
    who,
    people.flatMap(({ id, name }) => [id, ...(name === undefined ? [] : [name])]),
  );
  throw new DovetailError('input/invalid', `The input has no ${word} "${who}".`, {
    maybe: near === undefined ? `use the id of one of its ${people.length} ${word}s.` : `you mean ${near}.`,
  });
}
