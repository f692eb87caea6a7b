import type { Ruled } from '../parts.ts';
import { check, type Findings } from '../review.ts';
import type { World } from '../world.ts';
import { attempt } from './attempt.ts';

/** What adding an item changes. */
export interface AddingPrice<W extends World> {
  readonly amount: number;
  readonly costs: ReadonlyMap<string, number>;
  /** What comes with it. */
  readonly company: readonly W['work'][];
}

/** What adding an item at a place that is free, with the company that it needs, changes; `before` is of the schedule. */
export function priceOf<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'],
  before: Findings<W>,
  place: W['place'],
): AddingPrice<W> {
  let price: AddingPrice<W> | undefined;
  attempt(ruled, schedule, place, (added) => {
    const after = check(ruled, schedule);
    const changes = [...after.penalties].map(([id, amount]) => [id, amount - before.penalties.get(id)!] as const);
    price = {
      amount: after.penalty - before.penalty,
      costs: new Map(changes.filter(([, change]) => change !== 0)),
      company: added.slice(1),
    };
  });
  return price!;
}
