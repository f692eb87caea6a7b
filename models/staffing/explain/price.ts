import { check, type Findings } from '../../../src/domain/review.ts';
import type { Assignment, Companion } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import type { Staff, Staffing } from '../staff.ts';
import { attempt } from './attempt.ts';

/** What adding an event changes. */
export interface Price {
  readonly amount: number;
  readonly costs: ReadonlyMap<string, number>;
  /** What comes with it. */
  readonly company: readonly Assignment[];
}

/** What adding an event at a place that is free, with the company that it needs, changes; `before` is of the schedule. */
export function priceOf(staffing: Staffing, schedule: Schedule, before: Findings<Staff>, place: Companion): Price {
  let price: Price | undefined;
  attempt(staffing, schedule, place, (added) => {
    const after = check(staffing, schedule);
    const changes = [...after.penalties].map(([id, amount]) => [id, amount - before.penalties.get(id)!] as const);
    price = {
      amount: after.penalty - before.penalty,
      costs: new Map(changes.filter(([, change]) => change !== 0)),
      company: added.slice(1),
    };
  });
  return price!;
}
