import { type Booking, bookCore, bookProduction, bookSingle, type Shop } from './booking.ts';
import { isQualified, isThere } from './roster.ts';
import { range, sundayOf } from './season.ts';

/** What the teams of one story cost in posted assignments, at most; stories are told while a third of them is left. */
const STORY_COST = 60;

/**
 * Posted work that fills somebody's week or a whole day, so that the limits of the rules are reached.
 *
 * *Means* for every 100 posted assignments one specialist with six core events, one lead with 2,400 minutes and one
 * barista with five productions, all in the week in which the horizon begins, partly before it; and the special days
 * filled up to their limits.
 */
export function postedStories(
  shop: Shop,
  { posted, special }: { readonly posted: number; readonly special: readonly number[] },
): Booking[] {
  const bookings: Booking[] = [];
  const mayCost = (): boolean => bookings.length + STORY_COST <= posted;
  const days = range(sundayOf(shop.season.from), sundayOf(shop.season.from) + 6);
  for (const employee of busyPeople(shop, Math.floor(posted / 100), days)) {
    if (mayCost()) bookings.push(...fullWeek(shop, employee, days));
  }
  for (const day of special) {
    const people = shop.random.chance(50) ? shop.people('core') : [...shop.people('core')].reverse();
    for (const employee of people) {
      if (mayCost()) bookings.push(...bookCore(shop, { days: [day], employee }));
    }
  }
  return bookings;
}

/** For each of this many teams, one person of each role who is there on the most days of a week. */
function busyPeople({ roster, people }: Shop, teams: number, days: readonly number[]): number[] {
  const presence = (employee: number): number => days.filter((day) => isThere(roster.team[employee]!, day)).length;
  return ['specialist', 'lead', 'juicer-barista'].flatMap((role) =>
    people('core')
      .filter((employee) => {
        const { caps, role: own } = roster.team[employee]!;
        return own === role && !caps && isQualified(roster.team[employee]!, 'core');
      })
      .sort((a, b) => presence(b) - presence(a) || a - b)
      .slice(0, Math.min(teams, Math.ceil(roster.team.length / 20))),
  );
}

function fullWeek(shop: Shop, employee: number, days: readonly number[]): Booking[] {
  const { role } = shop.roster.team[employee]!;
  const bookings: Booking[] = [];
  for (const day of days) {
    const wish = { days: [day], employee, blocks: shop.roster.blocks.length };
    bookings.push(...(role === 'juicer-barista' ? bookProduction(shop, wish) : bookCore(shop, wish)));
  }
  if (role === 'lead') bookings.push(...bookSingle(shop, 'other', { days, employee }));
  return bookings;
}
