import { isFeasible } from '../../language/holds.ts';
import type { Model } from '../../language/model.ts';
import { Random } from '../random.ts';
import { readShop } from './reading/index.ts';
import { searchFor } from './searchFor.ts';

/** Rules that are tried for a first schedule. */
const MOST_TRIES = 4;

/**
 * A schedule by the first rule that finds one, without a thread of its own: some milliseconds for some hundred tasks.
 *
 * Undefined when the model is not read as a shop, or when none of the first rules finds a schedule that holds.
 */
export function firstSchedule(model: Model): Float64Array | undefined {
  const reading = readShop(model);
  if (!reading || reading.unread.length > 0) return undefined;
  let first: Float64Array | undefined;
  let tries = 0;
  const search = searchFor(reading.shop, new Random(1), {
    isOver: () => first !== undefined || ++tries >= MOST_TRIES,
    onBetter: (schedule) => {
      const values = first ?? reading.projection.valuesOf(schedule);
      if (!first && isFeasible(model, values)) first = values;
    },
  });
  search?.construct();
  return first;
}
