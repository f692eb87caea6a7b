import type { Matrix } from '../matrix.ts';
import { firstChoices } from './choices/first.ts';
import { Search } from './search.ts';

/** Models with more entries are left to a thread, since whoever asks would have to wait. */
const MOST_ENTRIES = 250_000;

/** Entries that the search may touch for each entry of the model; what takes more has a hard beginning. */
const TOUCHED = 8;

/** Places of one choice that are weighed: few, as there is a whole search to come. */
const WEIGHED = 4;

/** A first solution of a model in some milliseconds; undefined where it would take longer. */
export function firstOf(matrix: Matrix): Float64Array | undefined {
  const choices = firstChoices(matrix);
  const entries = matrix.indices.length;
  if (choices || entries > MOST_ENTRIES) return choices;
  const search = new Search(matrix, 1, undefined);
  const isBuilt = search.construct(() => search.state.touched > TOUCHED * entries, WEIGHED);
  return isBuilt ? search.state.values : undefined;
}
