import type { Accepts } from '../../src/domain/accept.ts';
import { pathOf } from '../../src/solve/inputLists.ts';
import { LISTS } from './lists.ts';
import { NONE } from './problem.ts';
import type { Staff } from './staff.ts';

/** How events that people accept become posted work. */
export const ACCEPTS: Accepts<Staff> = {
  list: LISTS.find(({ list }) => list === 'posted')!,
  entryOf: ({ employees, frame }, { id, employee, day, block }) => ({
    event: id,
    employee: employees[employee]!.id,
    day: frame.dates[day]!,
    ...(block === NONE ? {} : { block }),
  }),
  entryNow: ({ input }, { id }) => input.posted.find(({ event }) => event === id),
  entryWithin: ({ input }, { id }) => input.events.find((event) => event.id === id)?.posted,
  saidElsewhere: ({ input }, { id }) => [
    ...(input.events.find((event) => event.id === id)?.posted ? [pathOf('events', id, 'posted')] : []),
    ...(input.pins.some(({ event }) => event === id) ? [pathOf('pins', id)] : []),
  ],
  openItem: ({ events }, id, taken) =>
    events.find(
      ({ id: own, index, state }) => own === id && (state === 'open' || state === 'pinned') && !taken.has(index),
    ),
};
