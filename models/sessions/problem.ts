import type { Weekday } from '../../src/domain/calendar.ts';
import type { Stretch } from '../../src/domain/stretches.ts';
import type { Origin } from '../../src/domain/world.ts';
import type { Input } from './input.ts';

/** Stands for no item. */
export const NONE = -1;

export type { Stretch };

/** A stretch that takes no sessions. */
export interface Closed extends Stretch {
  /** One sentence. */
  readonly why: string;
  /** Position of the entry of the input that says so; NONE where it is the lack of one. */
  readonly entry: number;
}

/** Stretches by `key * days + day`; what has none is not there. */
export type ByDay<T extends Stretch> = readonly (readonly T[] | undefined)[];

/** The times at which sessions of a run may begin: slot `s` is `from + s * every`. */
export interface Grid {
  readonly days: readonly Weekday[];
  /** Of each day, how many days it is after a Monday. */
  readonly afterMonday: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly every: number;
  readonly slots: number;
}

export interface ProviderInfo {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  /** Own limit of sessions at once; Infinity when there is none. */
  readonly capacity: number;
  /** The days on which the provider works anywhere. */
  readonly days: readonly number[];
}

export interface StudentInfo {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly site: number;
  /** Equal for students of one site and grade, or of one site and teacher; NONE without one. */
  readonly grade: number;
  readonly teacher: number;
  readonly sessions: number;
  readonly minutes: number;
  /** Who may hold the sessions, by index, ascending. */
  readonly providers: readonly number[];
  /** Index into PRIORITIES. */
  readonly priority: number;
  /** Index of the student's first item; the others follow. */
  readonly firstItem: number;
  /** How many sessions are to be placed: those that are neither posted nor pinned. */
  readonly open: number;
  /** Where movable posted sessions are now. */
  readonly old: readonly Place[];
  /** Lane of the student's first provider; those of the others follow. */
  readonly firstLane: number;
}

/** One of a student's sessions of a week; they are told apart by their numbers only. */
export interface ItemInfo {
  readonly index: number;
  /** Such as `ann#2`. */
  readonly id: string;
  /** The same with the name of the student. */
  readonly label: string;
  readonly student: number;
  readonly state: 'open' | 'pinned' | 'posted';
}

/** A student with a provider at a time. */
export interface Place {
  readonly student: number;
  readonly provider: number;
  readonly day: number;
  /** Minutes since midnight. */
  readonly start: number;
}

/** A place for one item. */
export interface Spot extends Place {
  readonly item: ItemInfo;
}

/** A session in the schedule. `provider` is who is there. */
export interface Session extends Place {
  /** Index of the item, or NONE for a posted session of another service, which only takes the student's time. */
  readonly item: number;
  readonly id: string;
  readonly minutes: number;
  readonly origin: Origin;
}

/** Where a session was in the earlier schedule. */
export interface Earlier extends Place {
  /** Id of the provider, who may not be there any more; `provider` is NONE then. */
  readonly who: string;
}

/** A student with one of the providers who may hold the sessions. */
export interface Lane {
  readonly student: number;
  readonly provider: number;
}

/** A problem with everything counted instead of named; students and providers are in the order of their ids. */
export interface Problem {
  readonly input: Input;
  readonly grid: Grid;
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  readonly providers: readonly ProviderInfo[];
  readonly students: readonly StudentInfo[];
  readonly items: readonly ItemInfo[];
  readonly lanes: readonly Lane[];
  /** Posted sessions, then pins and what stays on frozen days. */
  readonly fixed: readonly Session[];
  /** Position of each item in the order of priority: the higher, then the most minutes a week, first. */
  readonly rank: Int32Array;
  readonly closed: {
    /** By `provider * sites + site`. */
    readonly works: ByDay<Closed>;
    /** By grade. */
    readonly hours: ByDay<Closed>;
    readonly bells: ByDay<Closed>;
    /** By teacher. */
    readonly activities: ByDay<Closed>;
    readonly blockedStudents: ByDay<Closed>;
    readonly blockedProviders: ByDay<Closed>;
  };
  readonly avoid: ByDay<Stretch>;
  readonly prefer: ByDay<Stretch>;
  /** By student, whether there is any preferred time. */
  readonly prefers: Uint8Array;
  /** 1 for frozen days. */
  readonly frozen: Uint8Array;
  /** Where each student's sessions were in the earlier schedule; undefined when there is none to compare with. */
  readonly earlier: ReadonlyMap<number, readonly Earlier[]> | undefined;
  readonly studentIndex: ReadonlyMap<string, number>;
  readonly providerIndex: ReadonlyMap<string, number>;
  readonly domains: Domains;
}

/** What is left to choose from; rules narrow it once. */
export interface Domains {
  /** 1 for starts that are left: `open[(lane * days + day) * slots + slot]`. */
  readonly open: Uint8Array;
  /** The most sessions of a student on a day, fixed ones included: `perDay[student * days + day]`. */
  readonly perDay: Float64Array;
}

/** Takes out every start of a lane whose session would touch a stretch of a day. */
export function close(problem: Problem, lane: number, day: number, { from, to }: Stretch): void {
  const { domains, grid, lanes, students } = problem;
  const { minutes } = students[lanes[lane]!.student]!;
  const first = Math.max(0, Math.floor((from - minutes - grid.from) / grid.every) + 1);
  const end = Math.min(grid.slots, Math.ceil((to - grid.from) / grid.every));
  const base = (lane * grid.days.length + day) * grid.slots;
  if (end > first) domains.open.fill(0, base + first, base + end);
}

/** The lanes of a student, each with its provider. */
export function lanesOf({ firstLane, providers }: StudentInfo): { lane: number; provider: number }[] {
  return providers.map((provider, i) => ({ lane: firstLane + i, provider }));
}

/** Whether two stretches of a day have a minute in common. */
export function overlap(a: Stretch, b: Stretch): boolean {
  return a.from < b.to && b.from < a.to;
}

/** When a session is. */
export function stretchOf({ start, minutes }: Pick<Session, 'start' | 'minutes'>): Stretch {
  return { from: start, to: start + minutes };
}

/** The slot that begins at a minute, or NONE. */
export function slotAt({ every, from, slots }: Grid, minute: number): number {
  const slot = (minute - from) / every;
  return Number.isInteger(slot) && slot >= 0 && slot < slots ? slot : NONE;
}

/** A session of an item at a place. */
export function sessionOf({ items, students }: Problem, item: number, place: Place, origin: Origin): Session {
  const { student, provider, day, start } = place;
  return { item, id: items[item]!.id, student, provider, day, start, minutes: students[student]!.minutes, origin };
}

/** A number for the day of a student, or of a provider. */
export function studentDay({ grid }: Problem, { student, day }: Pick<Place, 'student' | 'day'>): number {
  return student * grid.days.length + day;
}

export function providerDay({ grid }: Problem, { provider, day }: Pick<Place, 'provider' | 'day'>): number {
  return provider * grid.days.length + day;
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.student === b.student && a.provider === b.provider && a.day === b.day && a.start === b.start;
}
