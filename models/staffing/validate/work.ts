import { dayNumber } from '../../../src/domain/calendar.ts';
import { each, eachRepeated, requireKnown } from '../../../src/domain/entries.ts';
import { alreadyAs } from '../../../src/domain/words.ts';
import { LONGEST_HORIZON } from '../input.ts';
import type { Context } from './context.ts';

/** Faults of events, posted work, pins and affinity scores. */
export function validateWork(context: Context): void {
  validateEvents(context);
  validatePosted(context);
  validatePins(context);
  validatePrevious(context);
  validateAffinity(context);
}

type Path = readonly PropertyKey[];

interface PlaceInput {
  readonly employee: string;
  readonly day: string;
  readonly block?: number | undefined;
}

function validateEvents(context: Context): void {
  const { given, report } = context;
  eachRepeated(
    given.events,
    ({ id }) => id,
    ({ id }, index, first) => {
      const what = `The event ${id} is there ${alreadyAs(first)}.`;
      report(['events', index, 'id'], 'duplicate-event', what, 'give each event its own id.');
    },
  );
  eachRepeated(
    given.events,
    ({ reference }) => reference,
    ({ reference }, index, first) => {
      const what = `The reference ${reference} is there ${alreadyAs(first)}.`;
      report(['events', index, 'reference'], 'duplicate-reference', what, 'give each event its own reference.');
    },
  );
  each(given.events, ({ type, start, due, posted }, index) => {
    requireType(context, type, ['events', index, 'type']);
    if (due <= start) {
      const what = `The due date ${due}, which is exclusive, is not after the start ${start}.`;
      report(['events', index, 'due'], 'due-not-after-start', what, 'make it the day after the last valid day.');
    }
    if (!posted) return;
    validatePlace(context, posted, { path: ['events', index, 'posted'], type });
    validateDistance(context, posted.day, ['events', index, 'posted', 'day']);
  });
}

function validatePosted(context: Context): void {
  const { events, given, report } = context;
  const byId = eventsById(context);
  const within = new Set(given.events.filter((event) => event?.posted).map((event) => event!.id));
  each(given.posted, ({ event, movable, type, ...place }, index) => {
    const path = ['posted', index];
    if (type !== undefined) requireType(context, type, [...path, 'type']);
    else
      requireKnown(context, event, { path: [...path, 'event'], code: 'unknown-event', what: 'event', known: events });
    if (movable && !events.has(event)) {
      const what = `${event} may move, but it is not among the events.`;
      report([...path, 'movable'], 'movable-without-event', what, 'list the event, with its start and due date.');
    }
    if (within.has(event)) {
      const what = `The event ${event} says itself where it is posted.`;
      report([...path, 'event'], 'duplicate-posted', what, 'leave one of the two out.');
    }
    validatePlace(context, place, { path, type: byId.get(event)?.type ?? type });
    validateDistance(context, place.day, [...path, 'day']);
  });
  eachRepeated(
    given.posted,
    ({ event }) => event,
    ({ event }, index, first) => {
      const what = `${event} is posted ${alreadyAs(first)}.`;
      report(['posted', index, 'event'], 'duplicate-posted', what, 'leave one of the two out.');
    },
  );
}

function validatePins(context: Context): void {
  const { events, given, horizon, report } = context;
  const byId = eventsById(context);
  const fixed = new Set<string>();
  const lockedDays = new Set(given.lockedDays);
  const stays = ({ movable, day }: { readonly movable: boolean; readonly day: string }): boolean =>
    !movable || lockedDays.has(day) || !!(horizon && (day < horizon.from || day > horizon.to));
  each(given.posted, (posted) => (stays(posted) ? fixed.add(posted.event) : undefined));
  each(given.events, ({ id, posted }) => (posted && stays(posted) ? fixed.add(id) : undefined));
  each(given.pins, (pin, index) => {
    const path = ['pins', index];
    requireKnown(context, pin.event, { path: [...path, 'event'], code: 'unknown-event', what: 'event', known: events });
    const event = byId.get(pin.event);
    validatePlace(context, pin, { path, type: event?.type });
    if (event && pin.block === undefined && context.types.get(event.type)?.blocks) {
      const what = `${pin.event} is ${event.type}, which takes a block.`;
      report(path, 'block-missing', what, 'add the block to the pin.');
    }
    if (event && (!event.active || !event.autoSchedule)) {
      report([...path, 'event'], 'pin-of-inactive-event', `${pin.event} is not active.`, 'leave the pin out.');
    }
    if (fixed.has(pin.event)) {
      const what = `${pin.event} is posted and may not move.`;
      report(
        [...path, 'event'],
        'pin-of-posted-event',
        what,
        'leave the pin out, make the assignment movable, or unlock its day.',
      );
    }
    if (horizon && (pin.day < horizon.from || pin.day > horizon.to)) {
      const what = `${pin.day} is not in the horizon from ${horizon.from} to ${horizon.to}.`;
      report([...path, 'day'], 'pin-outside-horizon', what, 'widen the horizon, or post the event.');
    }
  });
  eachRepeated(
    given.pins,
    ({ event }) => event,
    ({ event }, index, first) => {
      report(['pins', index, 'event'], 'duplicate-pin', `${event} is pinned ${alreadyAs(first)}.`, 'keep one.');
    },
  );
}

/** Names are not looked up: who or what has gone since is not a fault. */
function validatePrevious({ given, report }: Context): void {
  eachRepeated(
    given.previous?.assignments,
    ({ event }) => event,
    ({ event }, index, first) => {
      const what = `${event} is there ${alreadyAs(first)}.`;
      report(['previous', 'assignments', index, 'event'], 'duplicate-previous', what, 'keep one.');
    },
  );
}

function validateAffinity(context: Context): void {
  const { employees, events, given, report } = context;
  each(given.affinity, ({ employee, event }, index) => {
    const path = ['affinity', index];
    requireKnown(context, event, { path: [...path, 'event'], code: 'unknown-event', what: 'event', known: events });
    const known = {
      path: [...path, 'employee'],
      code: 'unknown-employee',
      what: 'employee',
      known: employees,
    } as const;
    requireKnown(context, employee, known);
  });
  eachRepeated(
    given.affinity,
    ({ employee, event }) => JSON.stringify([event, employee]),
    ({ employee, event }, index, first) => {
      const what = `${employee} has a score for ${event} ${alreadyAs(first)}.`;
      report(['affinity', index], 'affinity-repeated', what, 'keep one of the two.');
    },
  );
}

function eventsById({ given }: Context): Map<string, NonNullable<Context['given']['events'][number]>> {
  return new Map(given.events.filter((event) => event !== undefined).map((event) => [event.id, event]));
}

function requireType(context: Context, type: string, path: Path): void {
  requireKnown(context, type, { path, code: 'unknown-type', what: 'type', known: context.types });
}

function validatePlace(
  context: Context,
  { employee, block }: PlaceInput,
  { path, type }: { path: Path; type: string | undefined },
): void {
  const { blocks, employees, report, types } = context;
  const known = { path: [...path, 'employee'], code: 'unknown-employee', what: 'employee', known: employees } as const;
  requireKnown(context, employee, known);
  if (block === undefined) return;
  if (type !== undefined && types.get(type)?.blocks === false) {
    report([...path, 'block'], 'block-not-used', `${type} has no blocks.`, 'leave the block out.');
  } else if (!blocks.has(block)) {
    const some = [...blocks].join(', ') || 'none';
    report([...path, 'block'], 'unknown-block', `There is no block ${block}.`, `use one of ${some}.`);
  }
}

/** Posted work a year away is a slip of the pen more often than a plan. */
function validateDistance({ horizon, report }: Context, day: string, path: Path): void {
  if (!horizon) return;
  const number = dayNumber(day);
  const distance = Math.max(dayNumber(horizon.from) - number, number - dayNumber(horizon.to));
  if (distance <= LONGEST_HORIZON) return;
  const what = `${day} is ${distance} days away from the horizon.`;
  report(path, 'posted-outside', what, 'check the year.');
}
