import type { Change } from '../../../src/solve/change.ts';
import type { Reopening } from '../../../src/solve/reopening.ts';
import { isOfAbsent } from '../absent.ts';
import { parseUnjudged } from '../parse.ts';
import { itemNamed } from '../problem.ts';
import { productionFor } from '../productionOf.ts';

/**
 * The changes that make posted operations movable and take pins out.
 *
 * *Means* `absent`: the operations of machines and operators who are away then. What is running, or frozen, stays.
 */
export function reopened(value: unknown, what: readonly Reopening[]): Change[] {
  if (!what.includes('absent')) return [];
  const input = parseUnjudged(value);
  const production = productionFor(input);
  const { problem } = production;
  const free = new Set(problem.fixed.filter(isOfAbsent(production)).map(({ item }) => item));
  const isFree = (one: { readonly order: string; readonly operation: string }): boolean =>
    free.has(itemNamed(problem, one.order, one.operation)!.index);
  return [
    ...input.posted.flatMap((posted, at) =>
      !posted.movable && posted.progress === undefined && isFree(posted)
        ? [{ set: `posted/${at}/movable`, value: true }]
        : [],
    ),
    // From the last on, so that the positions of the others stay.
    ...input.pins.flatMap((pin, at) => (isFree(pin) ? [{ remove: `pins/${at}` }] : [])).reverse(),
  ];
}
