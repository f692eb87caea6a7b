import { clockOf } from '../../../src/domain/calendar.ts';
import type { Change } from '../../../src/solve/change.ts';
import type { Reopening } from '../../../src/solve/reopening.ts';
import { isOfAbsent } from '../absent.ts';
import type { PlaceInput } from '../input.ts';
import { parseUnjudged } from '../parse.ts';
import { sessionsFor } from '../sessionsOf.ts';

/**
 * The changes that make posted sessions movable and take pins out.
 *
 * *Means* `absent`: the sessions of providers who are not at work then, and of whoever has blocked time then. Frozen days
 * stay.
 */
export function reopened(value: unknown, what: readonly Reopening[]): Change[] {
  if (!what.includes('absent')) return [];
  const input = parseUnjudged(value);
  const sessions = sessionsFor(input);
  const { grid, providers, students } = sessions.problem;
  const keyOf = (origin: string, { student, provider, day, start }: PlaceInput): string =>
    JSON.stringify([origin, student, provider, day, start]);
  const free = new Set(
    sessions.problem.fixed.filter(isOfAbsent(sessions)).map(({ origin, student, provider, day, start }) => {
      const [who, with_] = [students[student]!.id, providers[provider]!.id];
      return keyOf(origin, { student: who, provider: with_, day: grid.days[day]!, start: clockOf(start) });
    }),
  );
  return [
    ...input.posted.flatMap(({ deliveredBy, ...posted }, at) =>
      !posted.movable && free.has(keyOf('posted', { ...posted, provider: deliveredBy ?? posted.provider }))
        ? [{ set: `posted/${at}/movable`, value: true }]
        : [],
    ),
    // From the last on, so that the positions of the others stay.
    ...input.pins.flatMap((pin, at) => (free.has(keyOf('pin', pin)) ? [{ remove: `pins/${at}` }] : [])).reverse(),
  ];
}
