import { Poster } from '../../../src/domain/posting/poster.ts';
import type { RulesContext } from '../../../src/domain/rules/context.ts';
import type * as kit from '../../../src/domain/rules/rule.ts';
import type { Item, Schedule, Work, World } from '../../../src/domain/world.ts';
import type { ModelBuilder } from '../../../src/language/builder.ts';
import type { Variable } from '../../../src/language/expression.ts';
import type { Input } from './input.ts';

export interface Guest extends Item {
  readonly size: number;
  readonly wish: string | undefined;
  readonly state: 'open' | 'pin' | 'posted';
}

export interface Seat extends Work {
  readonly guest: number;
  readonly table: number;
}

export interface Problem {
  readonly input: Input;
  readonly guests: readonly Guest[];
  readonly tables: Input['tables'];
  /** Positions by id. */
  readonly guestAt: ReadonlyMap<string, number>;
  readonly tableAt: ReadonlyMap<string, number>;
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

/** Posts with an indicator for each guest and table, and one for each guest without a table. */
export class Posting extends Poster {
  readonly seat: readonly (readonly Variable[])[];
  readonly unplaced: readonly Variable[];
  readonly problem: Problem;
  readonly fixed: Seating;

  constructor(builder: ModelBuilder, problem: Problem) {
    super(builder);
    const { guests, tables } = problem;
    this.problem = problem;
    this.fixed = new Seating(problem.fixed);
    this.seat = guests.map(({ state }) => (state === 'open' ? tables.map(() => this.boolean()) : []));
    this.unplaced = guests.map(({ state }) => (state === 'open' ? this.boolean() : 0));
  }
}

/** Guests at tables: the smallest domain model that has everything the kit asks of one. */
export interface Party extends World {
  readonly problem: Problem;
  readonly item: Guest;
  readonly work: Seat;
  readonly schedule: Seating;
  readonly place: { readonly item: Guest; readonly table: number };
  readonly posting: Posting;
  readonly relief: { readonly kind: 'seats' | 'unpin'; readonly of: number; readonly seats?: number };
  readonly context: RulesContext;
}

export type Rule<P = unknown> = kit.Rule<Party, P>;
