import { dateOf } from '../../src/domain/calendar.ts';
import { randomOf } from '../../src/domain/random.ts';
import { DovetailError } from '../../src/errors.ts';
import { blocksOf } from './generate/blocks.ts';
import { type Booking, peopleFor, type Shop } from './generate/booking.ts';
import { type Duty, dutyOf } from './generate/duty.ts';
import type { EventDraft, InputDraft, PinDraft } from './generate/entities.ts';
import { type Draft, eventsOf } from './generate/events.ts';
import { idOf } from './generate/names.ts';
import { fillPosted } from './generate/posted.ts';
import { GROUPS, recipeOf } from './generate/recipe.ts';
import { isThere, Roster } from './generate/roster.ts';
import { dates, type Season, seasonOf, sundayOf } from './generate/season.ts';
import { postedStories } from './generate/stories.ts';
import { teamOf } from './generate/team.ts';
import { affinityOf, preferencesOf } from './generate/wishes.ts';
import { postedDrafts } from './generate/write.ts';
import { LONGEST_HORIZON } from './input.ts';

/** How large a generated problem is to be. */
export interface Size {
  readonly events: number;
  readonly employees: number;
  /** Of the horizon. */
  readonly days: number;
  /** Posted assignments, those of events of the run included. */
  readonly posted: number;
}

/** The sizes that are measured and talked about. */
export const REFERENCE_SIZES = {
  R1: { events: 80, employees: 15, days: 21, posted: 200 },
  R2: { events: 150, employees: 20, days: 21, posted: 500 },
  R3: { events: 400, employees: 40, days: 28, posted: 1000 },
  R4: { events: 2000, employees: 200, days: 28, posted: 5000 },
} as const satisfies Record<string, Size>;

/**
 * A retail team with its events and posted work: feasible, and so tight that not everything fits.
 *
 * *Means* a team of which some are away, full or leaving; events of every type of the profile, of which some have no
 * valid day, nobody who could do them, or no room; posted work that keeps every hard rule.
 * *Shapes* the JSON form of `inputSchema`. The same arguments give the same bytes everywhere; there is no clock in it.
 * *Limits* linear in the sizes: 2,000 events with 5,000 posted assignments take less than a second.
 * *Errors* `input/invalid` for a size that no team can have, or more posted work than the people can do.
 */
export function generate({ seed, ...size }: Size & { readonly seed: number }): InputDraft {
  requireSizes({ ...size, seed });
  const season = seasonOf(size.days);
  const team = teamOf(size.employees, season, randomOf(seed, 'team'));
  const duty = dutyOf(team, season);
  const blocks = blocksOf(size.employees);
  const roster = new Roster({ team, season, blocks: blocks.numbers });
  const special = specialDays(season, roster, size);
  const shop = shopOf({ roster, season, duty, special, random: randomOf(seed, 'posted') }, size);
  const stories = postedStories(shop, { posted: size.posted, special: [...special.fullDays, ...special.crunchDays] });
  const { events, pins } = eventsIn({ ...shop, random: randomOf(seed, 'events') }, { size, special, stories });
  const onEvents = events.filter(({ posted }) => posted).length;
  const filled = fillPosted(shop, size.posted - stories.length - onEvents);
  return {
    name: `A demo team of ${size.employees}: ${size.events} events in ${size.days} days`,
    profile: 'retail',
    timeZone: 'America/Chicago',
    today: dateOf(season.today),
    horizon: dates(season.from, season.to),
    ...(blocks.own ? { blocks: blocks.own } : {}),
    employees: team,
    events,
    posted: postedDrafts([...stories, ...filled], team, (_, index) => idOf('posted', index + 1, size.posted)),
    pins,
    ...written(duty),
    holidays: season.holidays.map(dateOf),
    lockedDays: season.lockedDays.map(dateOf),
    preferences: preferencesOf(team),
    affinity: affinityOf(events, team, randomOf(seed, 'affinity')),
  };
}

function written({ rotations, rotationExceptions }: Duty): Pick<InputDraft, 'rotations' | 'rotationExceptions'> {
  return { rotations: [...rotations], rotationExceptions: [...rotationExceptions] };
}

/** Days on which all blocks are posted, and days on which nearly all are while several events have no other day. */
interface Special {
  readonly fullDays: readonly number[];
  readonly crunchDays: readonly number[];
}

/** The days with the most people, so that it is the blocks that run out. */
function specialDays({ open }: Season, { team }: Roster, { events }: Size): Special {
  const count = Math.min(Math.ceil(events / 80), Math.floor(open.length / 6));
  const present = new Map(open.map((day) => [day, team.filter((one) => isThere(one, day)).length]));
  const days = [...open].sort((a, b) => present.get(b)! - present.get(a)! || a - b);
  return { fullDays: days.slice(0, count), crunchDays: days.slice(count, 2 * count) };
}

function shopOf(
  parts: Pick<Shop, 'roster' | 'season' | 'duty' | 'random'> & { readonly special: Special },
  { events }: Size,
): Shop {
  let pairs = 0;
  return {
    ...parts,
    products: Math.max(12, Math.floor(events / 4)),
    blocksFor: blocksFor(parts, events),
    people: peopleFor(parts.roster),
    isLasting: true,
    nextPairing: () => idOf('posted-pair', ++pairs, 1),
  };
}

/** Half of a day's blocks are posted, in the second week three quarters, and more on special days. */
function blocksFor(
  { roster, season, special }: Pick<Shop, 'roster' | 'season'> & { readonly special: Special },
  events: number,
): Shop['blocksFor'] {
  const all = roster.blocks.length;
  const busy = sundayOf(season.from) + 7;
  const crunches = GROUPS.crunch.groups * Math.ceil(events / 80);
  const leftOnCrunchDay = Math.ceil(crunches / Math.max(1, special.crunchDays.length) / 2);
  return (day) => {
    if (special.fullDays.includes(day)) return all;
    if (special.crunchDays.includes(day)) return Math.max(0, all - leftOnCrunchDay);
    return Math.floor((all * (day >= busy && day < busy + 7 ? 3 : 2)) / 4);
  };
}

/** The events under their ids, with the pins of those that have one. */
function eventsIn(
  shop: Shop,
  { size, special, stories }: { size: Size; special: Special; stories: readonly Booking[] },
): { events: EventDraft[]; pins: PinDraft[] } {
  const drafts: Draft[] = [];
  let pairs = 0;
  const onEvents = (): number => drafts.filter(({ posted }) => posted).length;
  const desk = {
    ...shop,
    ...special,
    // Events that are posted may move, or are pinned and may be taken back.
    isLasting: false,
    postedLeft: () => size.posted - stories.length - onEvents(),
    nextPair: () => ++pairs,
  };
  for (const kind of recipeOf(size.events)) drafts.push(...eventsOf(kind, desk));
  const pins: PinDraft[] = [];
  const events = drafts.map(({ pair, pin, ...draft }, index) => {
    const id = idOf('event', index + 1, size.events);
    if (pin) pins.push({ event: id, ...pin });
    const pairing = pair === undefined ? {} : { pairing: idOf('pair', pair, 1) };
    return { id, reference: `R${610_001 + index}`, ...draft, ...pairing };
  });
  return { events, pins };
}

function requireSizes(given: Size & { readonly seed: number }): void {
  const least = { events: 1, employees: 1, days: 1, posted: 0, seed: 0 };
  for (const [name, low] of Object.entries(least) as [keyof typeof least, number][]) {
    const value = given[name];
    const high = name === 'days' ? LONGEST_HORIZON : name === 'seed' ? 0xffffffff : 100_000;
    if (Number.isSafeInteger(value) && value >= low && value <= high) continue;
    throw new DovetailError('input/invalid', `Cannot generate ${name} = ${value}.`, {
      maybe: `give a whole number in ${low}..${high}.`,
    });
  }
}
