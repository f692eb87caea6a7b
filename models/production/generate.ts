import { dateOf, dayNumber } from '../../src/domain/calendar.ts';
import { type Random, randomOf } from '../../src/domain/random.ts';
import { DovetailError } from '../../src/errors.ts';
import { type InputDraft, PRIORITIES } from './input.ts';

/** What can be sized; `horizon` in days. */
export interface Sizes {
  readonly orders: number;
  readonly operations: number;
  readonly machines: number;
  readonly operators: number;
  readonly horizon: number;
}

/** Three workshops: a small one, a middling one, a factory. `operations` is the number of all. */
export const REFERENCE_SIZES = {
  F1: { orders: 50, operations: 200, machines: 12, operators: 5, horizon: 120 },
  F2: { orders: 200, operations: 1200, machines: 20, operators: 12, horizon: 180 },
  F3: { orders: 1000, operations: 8000, machines: 60, operators: 40, horizon: 366 },
} as const satisfies Record<string, Sizes>;

/** The first day of every generated horizon, a Monday. */
const FIRST_DAY = '2026-01-05';

const WORKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

const MINUTES_OF_DAY = 1440;

/** Machines of one kind, so that there is a choice. */
const MACHINES_OF_KIND = 3;

const FAMILIES = 6;

/** The part of the time of all machines and operators that the orders of the first half of the horizon take. */
const LOAD = 0.6;

/**
 * A workshop with machines of several kinds, of which one is a bottleneck, day and night shifts, operators who load and
 * unload, times to change over, and orders that come in over half the horizon and are due soon.
 *
 * *Errors* `input/invalid` for sizes that make no workshop.
 */
export function generate(sizes: Sizes & { readonly seed: number }): InputDraft {
  const { horizon, machines, operations, operators, orders, seed } = sizes;
  const least = { orders: 1, operations: orders, machines: 1, operators: 1, horizon: 2 } as const;
  for (const [name, number] of Object.entries(least) as [keyof Sizes, number][]) {
    if (sizes[name] >= number && sizes[name] <= 100_000) continue;
    throw new DovetailError('input/invalid', `A workshop has no ${sizes[name]} ${name}: at least ${number}.`, {
      maybe: 'ask for as many operations as orders at least, and for a horizon of 2 to 366 days.',
    });
  }
  const random = randomOf(seed, 'production');
  const kinds = Math.max(1, Math.floor(machines / MACHINES_OF_KIND));
  // The last kind is asked for more often than the others.
  const kindOf = (): string => `k${random.chance(25) ? kinds : random.between(1, kinds)}`;
  const day = dayNumber(FIRST_DAY);
  const spread = Math.max(1, Math.floor(horizon / 2)) * MINUTES_OF_DAY;
  const mean = meanMinutes(sizes);
  return {
    name: `${orders} orders`,
    profile: 'workshop',
    horizon: { from: FIRST_DAY, to: dateOf(day + Math.min(366, horizon) - 1) },
    calendars: [
      { id: 'day', shifts: [{ day: [...WORKDAYS], from: '06:00', to: '14:00' }] },
      { id: 'two-shifts', shifts: [{ day: [...WORKDAYS], from: '06:00', to: '22:00' }] },
      { id: 'night', shifts: [{ day: [...WORKDAYS], from: '22:00', to: '06:00' }] },
      { id: 'around', shifts: [{ day: [...WORKDAYS], from: '00:00', to: '00:00' }] },
    ],
    resources: [
      ...Array.from({ length: machines }, (_, i) => ({
        id: `m${i + 1}`,
        kind: 'machine' as const,
        calendar: i % 4 === 3 ? 'around' : 'two-shifts',
        capabilities: [{ does: `k${(i % kinds) + 1}`, speed: [1, 1, 1.25][i % 3]! }],
        costPerHour: random.between(20, 60),
      })),
      ...Array.from({ length: operators }, (_, i) => ({
        id: `o${i + 1}`,
        kind: 'operator' as const,
        calendar: i % 5 === 4 ? 'night' : 'two-shifts',
        skills: i % 2 === 0 ? ['set', 'run'] : ['run'],
        costPerHour: 30,
      })),
    ],
    setups: setupsBetween(random),
    orders: Array.from({ length: orders }, (_, i) => {
      const count = Math.floor(operations / orders) + (i < operations % orders ? 1 : 0);
      const release = Math.floor((random.below(spread) * i) / Math.max(1, orders - 1) / 60) * 60;
      const quantity = random.between(5, 40);
      const chain = Array.from({ length: count }, (_, k) => operationOf(random, { k, kind: kindOf(), mean, quantity }));
      const due = release + count * mean * random.between(2, 8) + MINUTES_OF_DAY;
      return {
        id: `order-${i + 1}`,
        article: `a${random.between(1, FAMILIES)}`,
        quantity,
        release: timeOf(day, release),
        due: timeOf(day, Math.min(due, (horizon - 1) * MINUTES_OF_DAY)),
        priority: PRIORITIES[[0, 1, 1, 1, 2, 2, 3][random.below(7)]!]!,
        operations: chain,
      };
    }),
  };
}

/** Minutes of an operation such that what there is of machines and operators is loaded to LOAD. */
function meanMinutes({ horizon, machines, operations, operators }: Sizes): number {
  const days = (horizon / 2) * (5 / 7);
  const machineMinutes = machines * days * 16 * 60;
  // An operation takes an operator for about a third of its time.
  const operatorMinutes = 3 * operators * days * 14 * 60;
  const minutes = (LOAD * Math.min(machineMinutes, operatorMinutes)) / operations;
  return Math.max(30, Math.min(420, Math.round(minutes)));
}

function operationOf(
  random: Random,
  { k, kind, mean, quantity }: { k: number; kind: string; mean: number; quantity: number },
) {
  const minutes = random.between(Math.ceil(mean / 2), Math.ceil((mean * 3) / 2));
  const setup = Math.min(60, Math.ceil(minutes / 4));
  return {
    id: String(10 * (k + 1)),
    kind,
    after: k === 0 ? [] : [{ operation: String(10 * k), min: random.chance(20) ? 60 : 0 }],
    setup: { minutes: setup, operators: { skills: ['set'] } },
    core: { minutes: Math.max(0.1, Math.round((10 * (minutes - setup)) / quantity) / 10) },
    idle: { max: 0 },
  };
}

/** Times to change over: between neighbours little, between others more. */
function setupsBetween(random: Random): NonNullable<InputDraft['setups']> {
  const names = Array.from({ length: FAMILIES }, (_, i) => `a${i + 1}`);
  return names.flatMap((from, i) =>
    names.flatMap((to, j) => (i === j ? [] : [{ from, to, minutes: 5 * random.between(1, Math.abs(i - j) + 1) }])),
  );
}

function timeOf(day: number, minute: number): string {
  const rest = minute % MINUTES_OF_DAY;
  const clock = [Math.floor(rest / 60), rest % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${dateOf(day + Math.floor(minute / MINUTES_OF_DAY))}T${clock}`;
}
