import type { Placement } from './placement.ts';

/** What people call whatever an input names by ids: with the id behind it where several are called the same. */
export interface Names {
  /** Whom work is with, such as an employee or a machine. */
  who(id: string): string;
  /** What is placed, such as an event. */
  item(id: string): string;
  /** The parts of a place beside `who`, as people read them. */
  at(at: Placement['at']): Placement['at'];
}

/** The fields of results that say whom work is with. */
const WHO: ReadonlySet<string> = new Set(['who', 'people']);

/** The fields of results that say what is placed. */
const ITEM: ReadonlySet<string> = new Set([
  'item',
  'items',
  'by',
  'room',
  'company',
  'displaces',
  'gained',
  'lost',
  'withdrawn',
  'missing',
  'after',
]);

/** A result, or any part of one, with names where it has ids: for people, since no program finds its way back. */
export function named<T>(value: T, names: Names): T {
  return inField('', value, names) as T;
}

function inField(field: string, value: unknown, names: Names): unknown {
  if (typeof value === 'string') return WHO.has(field) ? names.who(value) : ITEM.has(field) ? names.item(value) : value;
  if (Array.isArray(value)) return value.map((one) => inField(field, one, names));
  if (typeof value !== 'object' || value === null) return value;
  if (field === 'at') return names.at(value as Placement['at']);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inField(key, part, names)]));
}
