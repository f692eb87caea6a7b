import { DovetailError } from '../../../src/errors.ts';
import { type Booking, bookCore, bookProduction, bookSingle, type Shop, type Wish } from './booking.ts';
import { range, sundayOf } from './season.ts';

/** Types of posted work by how often each is tried, and how. */
const MIX = [
  { share: 44, book: bookCore },
  { share: 10, book: bookProduction },
  ...Object.entries({
    freeosk: 8,
    'digital-refresh': 8,
    'digital-setup': 6,
    'digital-teardown': 5,
    digitals: 6,
    other: 9,
    juicer: 2,
    'juicer-deep-clean': 1,
  }).map(([type, share]) => ({ share, book: (shop: Shop, wish: Wish) => bookSingle(shop, type, wish) })),
] as const;

/** Of a hundred pieces this many are in the horizon, the others in the weeks before and after it. */
const WITHIN_PERCENT = 80;

/** A type that found no place this many times in a row is full. */
const FULL_AFTER = 6;

/** Posted work may be this many weeks away from the horizon at most, when there is no other room. */
const MOST_WEEKS_AWAY = 52;

/**
 * Gives out this many pieces of posted work.
 *
 * *Errors* `input/invalid` when the team cannot do so much in a year before and a year after the horizon.
 */
export function fillPosted(shop: Shop, count: number): Booking[] {
  const bookings: Booking[] = [];
  for (let weeksAway = 1; bookings.length < count; weeksAway++) {
    if (weeksAway > MOST_WEEKS_AWAY) throw tooMany(count, bookings.length);
    fillWithin(shop, { bookings, count, days: daysAround(shop, weeksAway) });
  }
  return bookings;
}

interface Filling {
  readonly bookings: Booking[];
  readonly count: number;
  readonly days: { readonly within: readonly number[]; readonly around: readonly number[] };
}

function fillWithin(shop: Shop, { bookings, count, days }: Filling): void {
  const failures = MIX.map(() => 0);
  while (bookings.length < count) {
    const open = MIX.map(({ share }, i) => (failures[i]! < FULL_AFTER ? share : 0));
    const total = open.reduce((sum, share) => sum + share, 0);
    if (total === 0) return;
    let at = shop.random.below(total);
    const chosen = open.findIndex((share) => {
      at -= share;
      return at < 0;
    });
    const isWithin = shop.random.chance(WITHIN_PERCENT) && days.within.length > 0;
    const alone = count - bookings.length === 1 || shop.random.chance(15);
    const wish = { days: isWithin ? days.within : days.around, alone };
    const made = MIX[chosen]!.book(shop, wish);
    failures[chosen] = made.length > 0 ? 0 : failures[chosen]! + 1;
    bookings.push(...made);
  }
}

/** The open days of the horizon, and the days of its weeks and this many more on either side. */
function daysAround({ season }: Shop, weeks: number): Filling['days'] {
  const before = range(sundayOf(season.from) - 7 * weeks, season.from - 1);
  const after = range(season.to + 1, sundayOf(season.to) + 6 + 7 * weeks);
  return { within: season.open, around: [...before, ...after] };
}

function tooMany(count: number, made: number): DovetailError {
  return new DovetailError('input/invalid', `The team has room for ${made} of ${count} posted assignments.`, {
    maybe: 'ask for fewer, or for more employees.',
  });
}
