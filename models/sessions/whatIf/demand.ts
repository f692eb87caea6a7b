import { z } from 'zod';
import { clockOf, WEEKDAYS } from '../../../src/domain/calendar.ts';
import { attempt, textOf } from '../../../src/domain/explain/attempt.ts';
import { itemCalled } from '../../../src/domain/itemCalled.ts';
import { placeIn } from '../../../src/domain/whatIf/placeIn.ts';
import { somebodyCalled } from '../../../src/domain/whatIf/somebody.ts';
import type { Constraint } from '../../../src/language/constraints/index.ts';
import { compare } from '../../../src/language/constraints/linear.ts';
import { not, sum } from '../../../src/language/expression.ts';
import type { Demand } from '../../../src/solve/whatIf.ts';
import type { Built } from '../model.ts';
import type { ItemInfo, Problem, Spot } from '../problem.ts';
import { Schedule } from '../schedule.ts';

/** `site` is that of the student, which a result says too. */
const placeSchema = z.strictObject({
  day: z.enum(WEEKDAYS).optional(),
  start: z.iso.time({ precision: -1 }).optional(),
  site: z.string().optional(),
});

/** A place as far as it is told; undefined stands for any. */
interface Wanted extends z.infer<typeof placeSchema> {
  readonly who?: string | undefined;
}

/** That a session of a student has to be where it is wanted, or none of them may be there, as constraints on the model. */
export function demanded(
  built: Built,
  { item: id, who, at, isForbidden }: Demand,
): { readonly constraints: readonly Constraint[] } | { readonly impossible: string } {
  const { posting, problem } = built;
  const item = itemCalled(built, id);
  const { site, ...wanted } = wantedOf(problem, { who, at });
  const own = problem.sites[problem.students[item.student]!.site]!.id;
  if (site !== undefined && site !== own)
    return isForbidden ? { constraints: [] } : { impossible: `${item.label} is at ${own}, not at ${site}.` };
  if (item.state !== 'open') return { impossible: `${item.id} is ${item.state}, so that the run does not place it.` };
  const fitting = posting.placesOf(item.student).filter((place) => isWanted(problem, { ...place, item }, wanted));
  const literals = fitting.map((place) => posting.cellOf(place));
  if (isForbidden)
    return { constraints: literals.length > 0 ? [{ kind: 'boolAnd', literals: literals.map(not) }] : [] };
  if (literals.length === 0) return { impossible: whyNowhere(built, item, wanted) };
  return { constraints: [compare(sum(literals), '>=', 1)] };
}

/** What stops the session at the first of the wanted places, with nothing but fixed work around it. */
function whyNowhere(built: Built, item: ItemInfo, wanted: Wanted): string {
  const { parts, problem } = built;
  const alone = new Schedule(problem, problem.fixed);
  const place = [...parts.tableOf(problem, item)].find((one) => isWanted(problem, one, wanted));
  const stopped = place && attempt(built, alone, place);
  const where = Object.entries(wanted).map(([key, value]) => `${key} ${value}`);
  const why = stopped ? textOf(stopped) : 'The student’s providers have no such place on the grid.';
  return `${item.id} cannot be at ${where.join(', ') || 'any place'} in any schedule. ${why}`;
}

function isWanted({ grid, providers }: Problem, place: Spot, { who, day, start }: Wanted): boolean {
  return (
    (who ?? providers[place.provider]!.id) === providers[place.provider]!.id &&
    (day ?? grid.days[place.day]) === grid.days[place.day] &&
    (start ?? clockOf(place.start)) === clockOf(place.start)
  );
}

function wantedOf(
  { providers }: Problem,
  { who, at }: { readonly who: string | undefined; readonly at: Demand['at'] },
): Wanted {
  const place = placeIn(placeSchema, at, 'tell a day such as monday, or a start such as 09:30.');
  return { who: who === undefined ? undefined : somebodyCalled(providers, who, 'provider').id, ...place };
}
