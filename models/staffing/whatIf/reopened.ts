import { dateOf, dayNumber } from '../../../src/domain/calendar.ts';
import type { Change } from '../../../src/solve/change.ts';
import type { Reopening } from '../../../src/solve/reopening.ts';
import { isOfAbsent } from '../conflicts.ts';
import type { PostedInput } from '../input.ts';
import { parseUnjudged } from '../parse.ts';
import { staffFor } from '../staffingOf.ts';

/**
 * The changes that make posted work movable and take pins out.
 *
 * *Means* `absent`: the work of people on days on which they are not available. What is posted without an event becomes
 * one that has its own day only. Locked and frozen days, and events that are not open to automatic scheduling, stay.
 */
export function reopened(value: unknown, what: readonly Reopening[]): Change[] {
  if (!what.includes('absent')) return [];
  const input = parseUnjudged(value);
  const { problem } = staffFor(input);
  const absent = Map.groupBy(
    problem.fixed.filter((work) => isOfAbsent(problem, work)),
    ({ origin }) => origin,
  );
  const free = new Set(absent.get('posted')?.map(({ id }) => id));
  const pinned = new Set(absent.get('pin')?.map(({ id }) => id));
  const events = new Set(input.events.map(({ id }) => id));
  const within = input.events.flatMap(({ id, posted }, at) => (posted && free.has(id) ? [`events/${at}/posted`] : []));
  const listed = input.posted.flatMap(({ event }, at) =>
    free.has(event) && events.has(event) ? [`posted/${at}`] : [],
  );
  const alone = input.posted
    .map((posted, at) => ({ posted, at }))
    .filter(({ posted: { event } }) => free.has(event) && !events.has(event));
  return [
    ...[...within, ...listed].map((path) => ({ set: `${path}/movable`, value: true })),
    ...alone.map(({ posted }) => ({ add: 'events', value: eventOf(posted) })),
    // From the last on, so that the positions of the others stay.
    ...alone.reverse().map(({ at }) => ({ remove: `posted/${at}` })),
    ...input.pins.flatMap(({ event }, at) => (pinned.has(event) ? [{ remove: `pins/${at}` }] : [])).reverse(),
  ];
}

/** The event that posted work stands for, on its day. */
function eventOf({ event, employee, day, block, type, minutes, product, pairing, externalId }: PostedInput): object {
  const at = { employee, day, block, externalId, movable: true };
  const due = dateOf(dayNumber(day) + 1);
  return JSON.parse(JSON.stringify({ id: event, type, start: day, due, minutes, product, pairing, posted: at }));
}
