import type { Origin } from '../../src/domain/world.ts';
import type { Calendar, Calendars } from './calendar.ts';
import type { Clock } from './clock.ts';
import type { Input, PhaseKind } from './input.ts';

/** Stands for nothing. */
export const NONE = -1;

/** All of an operator; efforts and capacities are parts of it. */
export const WHOLE = 100;

export interface MachineInfo {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly calendar: Calendar;
  readonly costPerHour: number;
}

export interface OperatorInfo {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly calendar: Calendar;
  readonly skills: ReadonlySet<string>;
  /** Of {@link WHOLE}. */
  readonly capacity: number;
  readonly costPerHour: number;
  readonly team: number;
  /** Whether there is something of which the operator may do two at once. */
  readonly sharesItself: boolean;
}

/**
 * Operators who can stand in for one another: the same skills as far as they matter, calendar and cost, each for one
 * thing at a time, and without pauses in which others may have them; or one operator alone.
 *
 * *Means* whole stretches of such operators may be named one after the other, because stretches on a line need no more
 * operators than there are stretches at once; so a model has to choose teams only. An operator who serves several
 * machines at once is a team alone, and so is one who is free while work pauses: neither can be named so.
 */
export interface Team {
  readonly index: number;
  readonly operators: readonly number[];
  readonly calendar: Calendar;
  /** Of all its operators. */
  readonly capacity: number;
  readonly costPerHour: number;
}

/** How many operators of which teams do a phase together. */
export type Crew = readonly { readonly team: number; readonly count: number }[];

export interface Phase {
  readonly kind: PhaseKind;
  /** Operators that it needs; 0 for none. */
  readonly count: number;
  /** Of {@link WHOLE}, of each. */
  readonly effort: number;
  readonly skills: readonly string[];
  /** Who may do it; an empty crew where nobody is needed. */
  readonly crews: readonly Crew[];
}

/** A machine that may do an operation. */
export interface Way {
  readonly machine: number;
  /** The minutes of a batch, for each phase, by its number of pieces. */
  minutes(phase: number, quantity: number): number;
}

/** An operation that has to be over before another one. */
export interface Link {
  readonly item: number;
  readonly min: number;
  readonly max: number;
}

export interface Use {
  readonly material: number;
  readonly quantity: number;
}

export interface OrderInfo {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly release: number;
  /** Infinity when there is none. */
  readonly due: number;
  readonly priority: number;
  /** Items, in the order of their ids. */
  readonly items: readonly number[];
}

/** An operation of an order: what the model places. */
export interface OperationInfo {
  readonly index: number;
  /** The ids of its order and itself, such as `order-7/turn`. */
  readonly id: string;
  /** The same for people, with the order by its name. */
  readonly label: string;
  readonly operation: string;
  readonly order: number;
  readonly quantity: number;
  readonly phases: readonly Phase[];
  readonly ways: readonly Way[];
  /** The way on a machine, or what it would be there if the machine could do it. */
  wayOn(machine: number): Way;
  /** What capabilities call it. */
  readonly kind: string;
  readonly before: readonly Link[];
  readonly after: readonly number[];
  readonly isInterruptible: boolean;
  readonly idle: { readonly min: number; readonly max: number };
  /** Into how many batches it may be divided. */
  readonly mostBatches: number;
  readonly smallestBatch: number;
  readonly consumes: readonly Use[];
  readonly produces: readonly Use[];
  readonly state: 'open' | 'pinned' | 'posted';
}

/** One phase of a batch at its place. */
export interface PhaseRun {
  readonly from: number;
  readonly to: number;
  /** In ascending order. */
  readonly operators: readonly number[];
}

/** A part of an operation on a machine, which it holds from the first phase to the last. */
export interface Batch {
  readonly machine: number;
  readonly quantity: number;
  readonly phases: readonly PhaseRun[];
}

/** An operation at its place. */
export interface Run {
  readonly item: number;
  readonly id: string;
  readonly label: string;
  readonly origin: Origin;
  readonly batches: readonly Batch[];
}

/** An operation on a machine from a minute on, undivided, before its operators are chosen; or as it has been built. */
export interface Spot {
  readonly item: OperationInfo;
  readonly machine: number;
  readonly start: number;
  readonly built?: Run;
}

export interface MaterialInfo {
  readonly index: number;
  readonly id: string;
  readonly stock: number;
  /** In the order of their times. */
  readonly deliveries: readonly { readonly at: number; readonly quantity: number }[];
}

/** When an operation may begin, before any other is looked at. */
export interface Domains {
  readonly earliest: Int32Array;
}

/** A production problem in counted form; lists are in the order of their ids. */
export interface Problem {
  readonly input: Input;
  readonly clock: Clock;
  /** The end of the horizon. */
  readonly horizon: number;
  readonly calendars: Calendars;
  readonly machines: readonly MachineInfo[];
  readonly operators: readonly OperatorInfo[];
  readonly teams: readonly Team[];
  readonly orders: readonly OrderInfo[];
  readonly items: readonly OperationInfo[];
  readonly materials: readonly MaterialInfo[];
  readonly fixed: readonly Run[];
  readonly machineIndex: ReadonlyMap<string, number>;
  readonly operatorIndex: ReadonlyMap<string, number>;
  readonly orderIndex: ReadonlyMap<string, number>;
  /** Position by the priority of its order, the most urgent first. */
  readonly rank: Int32Array;
  readonly domains: Domains;
  /** A number for each order, the same where they have one family. */
  readonly familyOf: Int32Array;
  /** Minutes that a machine needs between the families of two orders; 0 where nothing is said. */
  setupBetween(machine: number, from: number, to: number): number;
  /** The most that {@link setupBetween} gives for a machine. */
  readonly longestSetup: Int32Array;
  /** Where movable posted operations are, by item. */
  readonly old: ReadonlyMap<number, Run>;
  /** Where operations were, by item: in the earlier schedule, or else as movable posted work. */
  readonly earlier: ReadonlyMap<number, Run>;
  readonly frozenUntil: number;
  /** Whether operators stay with their work while it pauses. */
  readonly holdsOperators: boolean;
}

/** The item of an operation; undefined when there is none. */
export function itemNamed({ items, orderIndex, orders }: Problem, order: string, operation: string) {
  const own = orders[orderIndex.get(order) ?? NONE]?.items ?? [];
  const index = own.find((item) => items[item]!.operation === operation);
  return index === undefined ? undefined : items[index];
}

/** When the first phase of the first batch begins. */
export function startOf({ batches }: Pick<Run, 'batches'>): number {
  return batches.reduce((least, { phases }) => Math.min(least, phases[0]!.from), Number.POSITIVE_INFINITY);
}

/** When the last phase of the last batch is over. */
export function endOf({ batches }: Pick<Run, 'batches'>): number {
  return batches.reduce((most, { phases }) => Math.max(most, phases.at(-1)!.to), Number.NEGATIVE_INFINITY);
}

export function isOfRun({ origin }: Pick<Run, 'origin'>): boolean {
  return origin !== 'posted';
}

/** How much of a material some uses are. */
export function quantityIn(uses: readonly Use[], material: number): number {
  return uses.reduce((sum, use) => sum + (use.material === material ? use.quantity : 0), 0);
}

/** The pieces of each batch, as equal as they can be. */
export function dividedInto(quantity: number, batches: number): number[] {
  const [least, more] = [Math.floor(quantity / batches), quantity % batches];
  return Array.from({ length: batches }, (_, i) => least + (i < more ? 1 : 0));
}

/** Every number of batches that an operation may have. */
export function batchCounts({ mostBatches, quantity, smallestBatch }: OperationInfo): number[] {
  if (mostBatches === 1) return [1];
  return Array.from({ length: mostBatches }, (_, i) => i + 1).filter(
    (count) => count === 1 || Math.floor(quantity / count) >= smallestBatch,
  );
}

/** Whether two runs have the same batches, on the same machines from the same starts on. */
export function isSamePlace(a: Run, b: Run): boolean {
  const placesOf = ({ batches }: Run): string =>
    JSON.stringify(batches.map(({ machine, phases, quantity }) => [phases[0]!.from, machine, quantity]).sort());
  return placesOf(a) === placesOf(b);
}
