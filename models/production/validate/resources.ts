import { dayNumber } from '../../../src/domain/calendar.ts';
import { each, eachRepeated, requireKnown } from '../../../src/domain/entries.ts';
import { alreadyAs } from '../../../src/domain/words.ts';
import type { Input } from '../input.ts';
import type { Context } from './context.ts';

/** Days that a horizon may have. */
const MOST_DAYS = 366;

/** Faults of the horizon, calendars, resources, setup times and materials. */
export function validateResources(context: Context): void {
  const { calendars, given, machines, report } = context;
  validateHorizon(context);
  for (const [section, what] of [
    ['calendars', 'calendar'],
    ['resources', 'resource'],
    ['materials', 'material'],
    ['orders', 'order'],
  ] as const) {
    eachRepeated(
      given[section] as readonly ({ readonly id: string } | undefined)[],
      ({ id }) => id,
      ({ id }, index, first) => {
        const text = `The ${what} ${id} is there ${alreadyAs(first)}.`;
        report([section, index, 'id'], `duplicate-${what}`, text, 'give each its own id.');
      },
    );
  }
  each(given.resources, (resource, index) => {
    const { calendar, exceptions, id, kind } = resource;
    const path = ['resources', index];
    for (const field of fieldsOfAnother(resource)) {
      const other = kind === 'machine' ? 'operators' : 'machines';
      const text = `${id} is of the kind ${kind}, and ${field} is of ${other}.`;
      report([...path, field], 'of-another-kind', text, 'leave it out, or give the resource the other kind.');
    }
    const known = { code: 'unknown-calendar', what: 'calendar', known: calendars } as const;
    if (calendar !== undefined) requireKnown(context, calendar, { path: [...path, 'calendar'], ...known });
    exceptions.forEach(({ from, to }, i) => {
      // Both are written the same way, or have offsets; then the zone decides, which changes nothing in a day's order.
      if (from.length !== to.length || from < to) return;
      const text = `The exception ends at ${to}, and begins at ${from}.`;
      report([...path, 'exceptions', i, 'to'], 'range-reversed', text, 'let it end later; its end is no part of it.');
    });
  });
  eachRepeated(
    given.setups,
    ({ from, machine, to }) => JSON.stringify([machine, from, to]),
    ({ from, machine = 'every machine', to }, index, first) => {
      const text = `The time from ${from} to ${to} on ${machine} is there ${alreadyAs(first)}.`;
      report(['setups', index], 'duplicate-setup', text, 'keep one of the two.');
    },
  );
  each(given.setups, ({ machine }, index) => {
    const known = { code: 'unknown-machine', what: 'machine', known: machines } as const;
    if (machine !== undefined) requireKnown(context, machine, { path: ['setups', index, 'machine'], ...known });
  });
}

/** Fields that say something, and mean nothing at a resource of this kind. */
function fieldsOfAnother({ capabilities, effort, kind, skills }: Input['resources'][number]): string[] {
  if (kind === 'operator') return capabilities.length > 0 ? ['capabilities'] : [];
  return [...(skills.length > 0 ? ['skills'] : []), ...(effort === 1 ? [] : ['effort'])];
}

function validateHorizon({ given, report }: Context): void {
  const { horizon, timeZone } = given;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    const text = `There is no time zone ${timeZone}.`;
    report(['timeZone'], 'unknown-time-zone', text, 'use an IANA name such as Europe/Zurich.');
  }
  if (horizon === undefined) return;
  const days = dayNumber(horizon.to) - dayNumber(horizon.from) + 1;
  if (days < 1) {
    const text = `The horizon begins on ${horizon.from} and ends on ${horizon.to}, so it has no day.`;
    report(['horizon', 'to'], 'horizon-empty', text, 'exchange the two.');
  } else if (days > MOST_DAYS) {
    const text = `The horizon has ${days} days, at most ${MOST_DAYS}.`;
    report(['horizon', 'to'], 'horizon-too-long', text, 'plan a shorter time at once.');
  }
}
