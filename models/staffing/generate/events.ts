import { dateOf } from '../../../src/domain/calendar.ts';
import { type Booking, bookCore, bookSingle, type Shop, supervisorFor } from './booking.ts';
import type { EventDraft, PinDraft } from './entities.ts';
import { productNamed, slugOf } from './names.ts';
import type { GroupKind } from './recipe.ts';
import { minutesOf } from './roster.ts';

/** An event before it has an id; followers name their leader by the same `pair`. */
export interface Draft extends Omit<EventDraft, 'id' | 'pairing'> {
  readonly pair?: number;
  readonly pin?: Omit<PinDraft, 'event'>;
}

/** Days with something special about them, and what is left of the posted assignments that were asked for. */
export interface Desk extends Shop {
  readonly fullDays: readonly number[];
  readonly crunchDays: readonly number[];
  /** How many posted assignments may still be made. */
  readonly postedLeft: () => number;
  readonly nextPair: () => number;
}

/** First and last day, both inclusive. */
interface Window {
  readonly first: number;
  readonly last: number;
}

const PRIORITIES = ['low', 'normal', 'normal', 'normal', 'normal', 'normal', 'normal', 'high', 'high', 'critical'];

/** The events of one group of a kind. */
export function eventsOf(kind: GroupKind, desk: Desk): Draft[] {
  return MAKERS[kind](desk);
}

const MAKERS: Readonly<Record<GroupKind, (desk: Desk) => Draft[]>> = {
  pair: (desk) => pairOf(desk, { ...core(desk), ...ownMinutes(desk) }),
  crunch: (desk) => pairOf(desk, core(desk, onOne(desk, desk.crunchDays))),
  single: (desk) => [{ ...core(desk), ...ownMinutes(desk) }],
  fullDay: (desk) => pairOf(desk, { ...core(desk, someDays(desk, 8)), minutes: 480 }),
  twins: (desk) => {
    const first = core(desk, someDays(desk, 2));
    return [...pairOf(desk, first), ...pairOf(desk, { ...first })];
  },
  production: (desk) => {
    const production = other(desk, 'juicer-production', 'Juice production', someDays(desk, 5));
    const survey = { ...production, name: 'Juice survey', type: 'juicer-survey' };
    const pair = desk.nextPair();
    return [
      { ...production, pair },
      { ...survey, pair },
    ];
  },
  juicer: (desk) => [other(desk, 'juicer', 'Juice bar', someDays(desk, 5))],
  deepClean: (desk) => [other(desk, 'juicer-deep-clean', 'Juicer deep clean', someDays(desk, 7))],
  digitalSetup: (desk) => [other(desk, 'digital-setup', 'Screen setup', someDays(desk, 4))],
  digitalRefresh: (desk) => [other(desk, 'digital-refresh', 'Screen refresh', someDays(desk, 4))],
  digitalTeardown: (desk) => [other(desk, 'digital-teardown', 'Screen teardown', someDays(desk, 4))],
  digitals: (desk) => [other(desk, 'digitals', 'Screen check', someDays(desk, 3))],
  freeosk: (desk) => [other(desk, 'freeosk', 'Kiosk refill', someDays(desk, 3))],
  other: (desk) => [other(desk, 'other', 'Stock count', someDays(desk, 5))],
  inactive: (desk) => [{ ...core(desk), active: false }],
  manual: (desk) => [{ ...core(desk), autoSchedule: false }],
  tooLate: (desk) => [core(desk, onOne(desk, desk.fullDays))],
  deepCleanBlocked: (desk) => {
    const days = desk.season.open.filter((day) => desk.roster.on(day).some(({ type }) => type === 'juicer-production'));
    return [other(desk, 'juicer-deep-clean', 'Juicer deep clean', onOne(desk, days))];
  },
  noValidDay: (desk) => {
    const { season } = desk;
    const first = season.holidays.find((day) => day < season.to) ?? season.to + 1;
    return [core(desk, { first, last: first + 1 })];
  },
  sundayJuicer: (desk) => {
    const sundays = desk.season.open.filter((day) => (day + 4) % 7 === 0);
    return [other(desk, 'juicer', 'Juice bar', onOne(desk, sundays))];
  },
  pinned: (desk) => {
    const [booking] = bookCore(desk, { days: desk.season.open, alone: true });
    if (!booking) return pairOf(desk, core(desk));
    const [leader, supervisor] = pairOf(desk, core(desk, around(desk, booking.day)));
    return [{ ...leader!, pin: placeOf(desk, booking) }, supervisor!];
  },
  movable: (desk) => [bookedCore(desk, { movable: true, days: desk.crunchDays })],
  fixed: (desk) => [bookedCore(desk, {})],
  movableOther: (desk) => {
    const [booking] = desk.postedLeft() > 0 ? bookSingle(desk, 'other', { days: desk.season.open }) : [];
    const made = other(desk, 'other', 'Stock count', booking ? around(desk, booking.day) : someDays(desk, 5));
    return [booking ? { ...made, posted: { ...placeOf(desk, booking), movable: true } } : made];
  },
  movablePair: (desk) => {
    const leader = desk.postedLeft() > 1 ? bookedCore(desk, { movable: true }) : core(desk);
    const [first, second] = pairOf(desk, leader);
    if (leader.posted === undefined) return [first!, second!];
    const day = desk.season.open.find((one) => dateOf(one) === leader.posted!.day)!;
    const piece = supervisorFor(desk, day);
    if (!piece) return [first!, second!];
    desk.roster.add(piece, desk);
    return [first!, { ...second!, posted: { ...placeOf(desk, piece), movable: true } }];
  },
};

/** A core event that is posted, on one of some days when one has room, and when there is still one to post. */
function bookedCore(desk: Desk, { movable, days = [] }: { movable?: true; days?: readonly number[] }): Draft {
  if (desk.postedLeft() <= 0) return core(desk);
  const wished = bookCore(desk, { days, alone: true, blocks: desk.roster.blocks.length })[0];
  const booking = wished ?? bookCore(desk, { days: desk.season.open, alone: true })[0];
  if (!booking) return core(desk);
  const posted = { ...placeOf(desk, booking), ...(movable ? { movable } : {}) };
  return { ...core(desk, around(desk, booking.day)), posted };
}

function placeOf({ roster }: Desk, { employee, day, block }: Booking) {
  return { employee: roster.team[employee]!.id, day: dateOf(day), ...(block === undefined ? {} : { block }) };
}

function core(desk: Desk, window = someDays(desk, desk.random.chance(30) ? 21 : 12)): Draft {
  const { random } = desk;
  const product = productNamed(random.below(desk.products));
  return {
    name: `${product} sampling`,
    type: 'core',
    ...datesOf(window),
    product: slugOf(product),
    ...priority(desk),
  };
}

/** Minutes that differ from the type's, now and then; work that has its place already keeps the type's. */
function ownMinutes({ random }: Desk): Pick<Draft, 'minutes'> {
  return random.chance(25) ? { minutes: random.pick([300, 360, 420]) } : {};
}

/** A core event with its supervisor event. */
function pairOf(desk: Desk, leader: Draft): Draft[] {
  const pair = desk.nextPair();
  const { name, start, due } = leader;
  const follower = { name: `Supervise ${name}`, type: 'supervisor', start, due };
  return [
    { ...leader, pair },
    { ...follower, pair },
  ];
}

function other(desk: Desk, type: string, name: string, window: Window): Draft {
  const isLong = desk.random.chance(20) && minutesOf(type) < 60;
  return { name, type, ...datesOf(window), ...(isLong ? { minutes: minutesOf(type) + 15 } : {}), ...priority(desk) };
}

function priority({ random }: Desk): Pick<Draft, 'priority'> {
  const chosen = random.pick(PRIORITIES) as NonNullable<Draft['priority']>;
  return chosen === 'normal' ? {} : { priority: chosen };
}

function datesOf({ first, last }: Window): Pick<Draft, 'start' | 'due'> {
  return { start: dateOf(first), due: dateOf(last + 1) };
}

/** A stretch of at most this many days and at least a fifth of them, around an open day of the horizon if there is one. */
function someDays({ random, season }: Desk, most: number): Window {
  const open = season.open.length > 0 ? random.pick(season.open) : season.from;
  const days = random.between(Math.max(1, Math.floor(most / 5)), most);
  const first = open - random.below(days);
  return { first, last: first + days - 1 };
}

/** One of some days alone; a few days when there are none. */
function onOne(desk: Desk, days: readonly number[]): Window {
  if (days.length === 0) return someDays(desk, 5);
  const first = desk.random.pick(days);
  return { first, last: first };
}

function around({ random }: Desk, day: number): Window {
  return { first: day - random.below(3), last: day + random.below(4) };
}
