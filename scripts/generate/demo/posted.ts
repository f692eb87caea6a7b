import { type Booking, peopleFor, type Shop } from '../../../models/staffing/generate/booking.ts';
import type { EmployeeDraft, PostedDraft } from '../../../models/staffing/generate/entities.ts';
import { productNamed, slugOf } from '../../../models/staffing/generate/names.ts';
import { fillPosted } from '../../../models/staffing/generate/posted.ts';
import { minutesOf, Roster } from '../../../models/staffing/generate/roster.ts';
import { type Season, sundayOf } from '../../../models/staffing/generate/season.ts';
import { postedStories } from '../../../models/staffing/generate/stories.ts';
import { postedDrafts } from '../../../models/staffing/generate/write.ts';
import { dayNumber } from '../../../src/domain/calendar.ts';
import { randomOf } from '../../../src/domain/random.ts';
import { CHAPTERS, PINS } from './events.ts';
import { ROTATION_EXCEPTIONS, ROTATIONS } from './team.ts';

const SEED = 1;
const BLOCKS = [1, 2, 3, 4, 5, 6, 7, 8];
const FULL_FRIDAY = dayNumber('2026-05-22');
const GRILL_SATURDAY = dayNumber('2026-05-23');

/** What posted work of a type is called, before its date. */
const NAMES: Readonly<Record<string, string>> = {
  'juicer-production': 'juice',
  'juicer-deep-clean': 'deep-clean',
  'digital-setup': 'screen-setup',
  'digital-refresh': 'screen-refresh',
  'digital-teardown': 'screen-teardown',
  digitals: 'screen-check',
  freeosk: 'kiosk',
  juicer: 'juice-bar',
  other: 'stock-count',
};

/** Stands for the name of a follower until its leader's is known. */
const FOLLOWER = '';

/** This many posted assignments for the demo's team, besides those that its events have themselves. */
export function postedFor(team: readonly EmployeeDraft[], season: Season, count: number): PostedDraft[] {
  const roster = new Roster({ team, season, blocks: BLOCKS });
  const shop = shopOf(roster, season);
  reserve(roster);
  const stories = postedStories(shop, { posted: count, special: [FULL_FRIDAY, GRILL_SATURDAY] });
  const bookings = [...stories, ...fillPosted(shop, count - stories.length)];
  return named(bookings, team);
}

function shopOf(roster: Roster, season: Season): Shop {
  let pairs = 0;
  const busy = sundayOf(season.from) + 7;
  return {
    roster,
    season,
    duty: { rotations: ROTATIONS, rotationExceptions: ROTATION_EXCEPTIONS },
    random: randomOf(SEED, 'demo'),
    products: 40,
    blocksFor: (day) => (day === FULL_FRIDAY ? 8 : day >= busy && day < busy + 7 ? 6 : 4),
    people: peopleFor(roster),
    nextPairing: () => `pair-${++pairs}`,
    isLasting: true,
  };
}

/** Keeps the places of pins and of posted events free of other posted work. */
function reserve(roster: Roster): void {
  const events = CHAPTERS.flatMap((chapter) => chapter.events);
  const places = [...events.flatMap(({ id, posted }) => (posted ? [{ event: id, ...posted }] : [])), ...PINS];
  for (const { event, employee, day, block } of places) {
    const { type } = events.find(({ id }) => id === event)!;
    const who = roster.team.findIndex(({ id }) => id === employee);
    roster.add({ type, employee: who, day: dayNumber(day), minutes: minutesOf(type), block }, { isLasting: false });
  }
}

/** Under names that say what and when; a follower is called after its leader, whose name is the key of the pair. */
function named(bookings: readonly Booking[], team: readonly EmployeeDraft[]): PostedDraft[] {
  const taken = new Set<string>();
  const leaders = new Map<string, string>();
  const drafts = postedDrafts(bookings, team, ({ product, type }) =>
    type === 'core' ? slugOf(productNamed(product!)) : (NAMES[type] ?? FOLLOWER),
  );
  const withDates = drafts.map(({ externalId: _, ...draft }) => {
    if (draft.event === FOLLOWER) return draft;
    const base = `${draft.event}-${draft.day.slice(5).replace('-', '')}`;
    let event = base;
    for (let i = 2; taken.has(event); i++) event = `${base}-${i}`;
    taken.add(event);
    if (draft.pairing !== undefined) leaders.set(draft.pairing, event);
    return { ...draft, event };
  });
  return withDates.map(({ pairing, ...draft }) => {
    if (pairing === undefined) return draft;
    const leader = leaders.get(pairing)!;
    const followerName = `${leader}-${draft.type === 'supervisor' ? 'visit' : 'survey'}`;
    return { ...draft, event: draft.event === FOLLOWER ? followerName : draft.event, pairing: leader };
  });
}
