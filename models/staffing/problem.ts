import type { Frame } from '../../src/domain/calendar.ts';
import type { Elapsed } from '../../src/domain/elapsed.ts';
import type { Origin } from '../../src/domain/world.ts';
import type { Input } from './input.ts';

/** Stands for no event, employee, block, product or pairing. */
export const NONE = -1;

export interface TypeInfo {
  readonly index: number;
  readonly name: string;
  readonly blocks: boolean;
  readonly minutes: number;
  /** Minutes since midnight of its own fixed clock time, or NONE. */
  readonly time: number;
}

export interface BlockInfo {
  readonly number: number;
  /** Minutes since midnight. */
  readonly arrive: number;
  /** Beyond 1440 on the next day. */
  readonly depart: number;
}

/** An employee with every date turned into a day of the frame. */
export interface EmployeeInfo {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly skills: readonly string[];
  readonly active: boolean;
  /** By weekday number. */
  readonly weekly: readonly boolean[];
  /** Latest beginning first; null is no opinion. */
  readonly overrides: readonly {
    readonly from: number;
    readonly to: number;
    readonly days: readonly (boolean | null)[];
  }[];
  readonly timeOff: readonly { readonly from: number; readonly to: number }[];
  /** The last day at work; Infinity when there is none. */
  readonly lastDay: number;
  readonly caps: ReadonlyMap<string, number>;
}

/** A place in the schedule. */
export interface Place {
  readonly employee: number;
  readonly day: number;
  /** Number of the block, or NONE. */
  readonly block: number;
}

/**
 * What becomes of an event in a run: `open` ones are to be placed, `pinned` ones are placed as they were told, `posted`
 * ones are published already and stay, `inactive` ones are left alone.
 */
export type EventState = 'open' | 'pinned' | 'posted' | 'inactive';

export interface EventInfo {
  readonly index: number;
  readonly id: string;
  /** Its name and its reference, which is the id where there is none. */
  readonly called: readonly string[];
  /** What people call it: its name, else its reference; with the id where several are called so. */
  readonly label: string;
  readonly type: number;
  /** First and last valid day of the frame, inclusive, before closed days; cut to the horizon. */
  readonly first: number;
  readonly last: number;
  /** The due day, exclusive, as a day of the frame. */
  readonly due: number;
  readonly minutes: number;
  readonly product: number;
  readonly pairing: number;
  /** Index into PRIORITIES. */
  readonly priority: number;
  readonly state: EventState;
  /** Where a movable posted assignment is now. */
  readonly old: Place | undefined;
}

/** Where an event was in the earlier schedule. */
export interface Earlier extends Place {
  /** Id of the employee, who may not be among the employees any more; `employee` is NONE then. */
  readonly who: string;
}

/** An event with an employee on a day. */
export interface Companion {
  readonly item: EventInfo;
  readonly employee: number;
  readonly day: number;
}

/** One piece of work in the schedule of one employee. */
export interface Assignment extends Place {
  /** Index of the event, or NONE for posted work whose event is not among the events. */
  readonly event: number;
  readonly id: string;
  readonly label: string;
  readonly minutes: number;
  readonly type: number;
  readonly product: number;
  readonly pairing: number;
  readonly origin: Origin;
}

/** A set of event types; equal sets are the same object. */
export interface TypeSet {
  /** 1 for the types of the set, by index. */
  readonly has: Uint8Array;
}

/** Who has a rotation's duty on each day of the frame, or NONE. */
export interface Rotation {
  readonly primary: Int32Array;
  readonly backup: Int32Array;
}

/**
 * What may be combined with what, before any work is looked at; rules narrow it once.
 *
 * *Shapes* one byte each: `open[day]`, `available[employee * days + day]`, `eligible[type * employees + employee]`.
 */
export interface Domains {
  readonly open: Uint8Array;
  readonly available: Uint8Array;
  readonly eligible: Uint8Array;
  /** Minutes since midnight at which events of a type without blocks begin, or NONE. */
  readonly time: Int32Array;
  /** 1 for types whose events may run at the same time as other work. */
  readonly overlaps: Uint8Array;
}

/**
 * A staffing problem with everything counted instead of named: days of the frame, indices of events and employees in
 * the order of their ids, types, products and pairings as numbers.
 */
export interface Problem {
  readonly input: Input;
  readonly frame: Frame;
  /** Elapsed minutes of clock times on days of the frame, in the time zone of the input. */
  readonly elapsed: Elapsed;
  readonly types: readonly TypeInfo[];
  readonly blocks: readonly BlockInfo[];
  readonly employees: readonly EmployeeInfo[];
  readonly events: readonly EventInfo[];
  /** The open events. */
  readonly open: readonly EventInfo[];
  /** Position of each event in the order of priority: the higher, the earlier due, the smaller id first. */
  readonly rank: Int32Array;
  /** Posted work within the frame, then pins. */
  readonly fixed: readonly Assignment[];
  /** Posted work outside of the frame, on days that the frame does not have: only pairs can be about it. */
  readonly distant: readonly Assignment[];
  readonly domains: Domains;
  readonly holidays: Uint8Array;
  readonly lockedDays: Uint8Array;
  readonly frozenDays: Uint8Array;
  /** Where the events were in the earlier schedule, by event; undefined when there is none to compare with. */
  readonly earlier: ReadonlyMap<number, Earlier> | undefined;
  readonly rotations: ReadonlyMap<string, Rotation>;
  /** Affinity scores of each event that has some, by employee. */
  readonly affinity: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** The set of named types; of all types when there is no list. */
  typeSet(names: readonly string[] | undefined): TypeSet;
}

/** An event at a place. */
export function assignmentOf(event: EventInfo, { employee, day, block }: Place, origin: Origin): Assignment {
  const { index, id, label, minutes, type, product, pairing } = event;
  return { event: index, id, label, employee, day, block, minutes, type, product, pairing, origin };
}

/** Whether an event may be given to an employee on a day, as far as its dates, people and availability go. */
export function admits(problem: Problem, event: EventInfo, employee: number, day: number): boolean {
  const { open, available, eligible } = problem.domains;
  const isValidDay = day >= event.first && day <= event.last && open[day] === 1;
  return (
    isValidDay &&
    available[employee * problem.frame.days + day] === 1 &&
    eligible[event.type * problem.employees.length + employee] === 1
  );
}
