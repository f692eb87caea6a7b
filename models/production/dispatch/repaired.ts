import { review } from '../../../src/domain/review.ts';
import type { OperationInfo, Run } from '../problem.ts';
import type { Production } from '../world.ts';
import { serially } from './serial.ts';

/**
 * What was there before, where it still may be, with everything else placed around it, by the keys of a dispatch rule.
 *
 * *Means* the fewest changes that come without a search: what breaks a rule where it was is placed anew.
 */
export function repaired(production: Production, keys: ArrayLike<number>): Run[] {
  const { problem } = production;
  const were = [...problem.earlier.values()]
    .filter(({ item }) => problem.items[item]!.state === 'open')
    .map((run): Run => ({ ...run, origin: 'proposal' }));
  if (were.length === 0) return [];
  const rules = production.rules.filter(({ hardness }) => hardness === 'hard');
  const kept = [...review({ ...production, rules }, were).schedule.assignments].filter(
    ({ origin }) => origin === 'proposal',
  );
  const isKept = new Set(kept.map(({ item }) => item));
  const items = problem.items.map(
    (item): OperationInfo => (isKept.has(item.index) ? { ...item, state: 'posted' } : item),
  );
  return [...kept, ...serially({ ...problem, items, fixed: [...problem.fixed, ...kept] }, keys)];
}
