import type { Random } from '../../../src/domain/random.ts';
import { type Duty, turnOn } from './duty.ts';
import { isQualified, minutesOf, type Piece, type Roster } from './roster.ts';
import type { Season } from './season.ts';

/** A piece of work that is given out, with what it is about. */
export interface Booking extends Piece {
  /** Number of a product. */
  readonly product?: number;
  readonly pairing?: string;
}

/** What giving out work needs to know. */
export interface Shop {
  readonly roster: Roster;
  readonly season: Season;
  readonly duty: Duty;
  readonly random: Random;
  /** How many products there are. */
  readonly products: number;
  /** At most this many blocks of a day are given out in the ordinary course. */
  readonly blocksFor: (day: number) => number;
  /** Positions of the people who may do work of a type, club supervisors last. */
  readonly people: (type: string) => readonly number[];
  readonly nextPairing: () => string;
  /** Whether what is given out stays where it is, so that support work may go beside it. */
  readonly isLasting: boolean;
}

/** Where work may go; people, minutes and the limit of blocks are free unless they are given. */
export interface Wish {
  readonly days: readonly number[];
  readonly employee?: number;
  readonly minutes?: number;
  readonly block?: number;
  /** At most this many blocks of the day, instead of the ordinary number. */
  readonly blocks?: number;
  /** Without the work that goes with it. */
  readonly alone?: boolean;
}

/** This many places are tried for one piece before it is given up. */
const TRIES = 24;

/** People who may do work of a type, club supervisors after all others. */
export function peopleFor(roster: Roster): Shop['people'] {
  const known = new Map<string, number[]>();
  return (type) => {
    const found = known.get(type);
    if (found) return found;
    const able = [...roster.team.keys()].filter((employee) => isQualified(roster.team[employee]!, type));
    const others = able.filter((employee) => roster.team[employee]!.role !== 'club-supervisor');
    const people = others.length > 0 && type !== 'supervisor' ? others : able;
    known.set(type, people);
    return people;
  };
}

/** Gives out a core event and, unless it is to be alone, the supervisor event of its pair; nothing when none fits. */
export function bookCore(shop: Shop, wish: Wish): Booking[] {
  const core = search(shop, 'core', wish);
  if (!core) return [];
  const product = shop.random.below(shop.products);
  const supervisor = wish.alone ? undefined : supervisorFor(shop, core.day);
  if (!supervisor || !fitsBeside(shop, core, supervisor)) return add(shop, [{ ...core, product }]);
  const pairing = shop.nextPairing();
  return add(shop, [
    { ...core, product, pairing },
    { ...supervisor, pairing },
  ]);
}

/** Whether the week of one who does both pieces has room for both. */
function fitsBeside({ roster }: Shop, core: Piece, supervisor: Piece): boolean {
  if (supervisor.employee !== core.employee) return true;
  return roster.takes({ ...core, minutes: core.minutes + supervisor.minutes });
}

/** Gives out a juicer production and its survey, or production alone. */
export function bookProduction(shop: Shop, wish: Wish): Booking[] {
  const production = search(shop, 'juicer-production', wish);
  if (!production) return [];
  const { day, employee } = production;
  const survey = { type: 'juicer-survey', day, employee, minutes: minutesOf('juicer-survey') };
  // The week's minutes of the two are looked at together: a survey that does not fit means another place for both.
  const both = { ...production, minutes: production.minutes + survey.minutes };
  if (wish.alone) return add(shop, [production]);
  if (!shop.roster.takes(both)) return [];
  const pairing = shop.nextPairing();
  return add(shop, [
    { ...production, pairing },
    { ...survey, pairing },
  ]);
}

/** Gives out one piece of any other type; support work beside base work that is there. */
export function bookSingle(shop: Shop, type: string, wish: Wish): Booking[] {
  const isSupport = type === 'freeosk' || type.startsWith('digital');
  const piece = isSupport ? searchBesideBase(shop, type, wish) : search(shop, type, wish);
  return piece ? add(shop, [piece]) : [];
}

function add({ isLasting, roster }: Shop, bookings: Booking[]): Booking[] {
  for (const booking of bookings) roster.add(booking, { isLasting });
  return bookings;
}

function search(shop: Shop, type: string, wish: Wish): Piece | undefined {
  const { random, roster } = shop;
  const people = wish.employee === undefined ? shop.people(type) : [wish.employee];
  if (people.length === 0 || wish.days.length === 0) return undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const day = random.pick(wish.days);
    const employee = chooseEmployee(shop, { type, day, people });
    const piece = { type, day, employee, minutes: wish.minutes ?? minutesOf(type) };
    if (!roster.takes(piece)) continue;
    if (type !== 'core') return piece;
    const block = chooseBlock(shop, piece, wish);
    if (block !== undefined) return { ...piece, block };
  }
  return undefined;
}

/** Somebody at random; half of the juicer work goes to whoever has the rotation that day. */
function chooseEmployee(
  { duty, random, roster }: Shop,
  { type, day, people }: { type: string; day: number; people: readonly number[] },
): number {
  const turn = type.startsWith('juicer') && random.chance(50) ? turnOn(duty, 'juicer', day) : undefined;
  const onDuty = turn ? people.find((employee) => roster.team[employee]!.id === turn.employee) : undefined;
  return onDuty ?? random.pick(people);
}

/** A free block; block 1 for the primary lead when it is free. */
function chooseBlock({ blocksFor, duty, random, roster }: Shop, { day, employee }: Piece, wish: Wish) {
  const free = roster.freeBlocks(day);
  if (wish.block !== undefined) return free.includes(wish.block) ? wish.block : undefined;
  const given = roster.blocks.length - free.length;
  if (free.length === 0 || given >= (wish.blocks ?? blocksFor(day))) return undefined;
  const isLead = turnOn(duty, 'primary-lead', day)?.employee === roster.team[employee]!.id;
  return isLead && free[0] === 1 ? 1 : random.pick(free);
}

/** Whoever of the profile's list is first and there: club supervisor, primary lead, backup, any lead. */
export function supervisorFor({ duty, people, roster }: Shop, day: number): Piece | undefined {
  const turn = turnOn(duty, 'primary-lead', day);
  const place = (employee: number): number => {
    const { id, role } = roster.team[employee]!;
    return role === 'club-supervisor' ? 0 : id === turn?.employee ? 1 : id === turn?.backup ? 2 : 3;
  };
  const pieces = [...people('supervisor')]
    .sort((a, b) => place(a) - place(b) || a - b)
    .map((employee) => ({ type: 'supervisor', day, employee, minutes: minutesOf('supervisor') }));
  return pieces.find((piece) => roster.takes(piece));
}

function searchBesideBase({ random, roster }: Shop, type: string, wish: Wish): Piece | undefined {
  const days = new Set(wish.days);
  for (let tries = 0; tries < TRIES && roster.supportable.length > 0; tries++) {
    const { day, employee } = random.pick(roster.supportable);
    const piece = { type, day, employee, minutes: wish.minutes ?? minutesOf(type) };
    const isThereAlready = roster.at(employee, day).some((other) => other.type === type);
    if (days.has(day) && !isThereAlready && roster.takes(piece)) return piece;
  }
  return undefined;
}
