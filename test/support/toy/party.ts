import type { Costs } from '../../../src/domain/posting/costs.ts';
import type { RulesContext } from '../../../src/domain/rules/context.ts';
import type * as kit from '../../../src/domain/rules/rule.ts';
import type { Schedule, World } from '../../../src/domain/world.ts';
import type { ModelBuilder } from '../../../src/language/builder.ts';
import type { Variable } from '../../../src/language/expression.ts';
import type { Input } from './input.ts';

export interface Guest {
  readonly index: number;
  readonly id: string;
  readonly size: number;
  readonly wish: string | undefined;
  readonly state: 'open' | 'pin' | 'posted';
}

export interface Seat {
  readonly id: string;
  readonly guest: number;
  readonly table: number;
  readonly origin: 'posted' | 'pin' | 'proposal';
}

export interface Problem {
  readonly input: Input;
  readonly guests: readonly Guest[];
  readonly tables: Input['tables'];
  readonly fixed: readonly Seat[];
}

/** Who sits where; small enough to be looked through. */
export class Seating implements Schedule<Seat> {
  readonly assignments = new Set<Seat>();
  constructor(seats: Iterable<Seat>) {
    for (const one of seats) this.add(one);
  }
  of = (guest: number): Seat[] => [...this.assignments].filter((one) => one.guest === guest);
  at = (table: number): Seat[] => [...this.assignments].filter((one) => one.table === table);
  add = (one: Seat): void => void this.assignments.add(one);
  remove = (one: Seat): void => void this.assignments.delete(one);
}

/** An indicator for each guest and table, and one for each guest without a table. */
export interface Posting {
  readonly problem: Problem;
  readonly fixed: Seating;
  readonly costs: Costs;
  readonly builder: ModelBuilder;
  readonly seat: readonly (readonly Variable[])[];
  readonly unplaced: readonly Variable[];
}

/** Guests at tables: the smallest domain model that has everything the kit asks of one. */
export interface Party extends World {
  readonly problem: Problem;
  readonly item: Guest;
  readonly work: Seat;
  readonly schedule: Seating;
  readonly place: { readonly item: Guest; readonly table: number };
  readonly posting: Posting;
  readonly relief: { readonly kind: string; readonly of?: number; readonly seats?: number };
  readonly context: RulesContext;
}

export type Rule<P = unknown> = kit.Rule<Party, P>;
