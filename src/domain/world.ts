import type { RulesContext } from './rules/context.ts';
import type { RuledInput } from './rules/input.ts';

/** Where a piece of work comes from; posted and pinned ones are fixed. */
export type Origin = 'posted' | 'pin' | 'proposal';

/** What a domain model places, such as an event. */
export interface Item {
  readonly index: number;
  readonly id: string;
  /** `open` where a run decides where it is, `posted` where it is given for good; others are the model's own, such as pinned. */
  readonly state: string;
}

/** A piece of work at its place. */
export interface Work {
  /** Id of its item. */
  readonly id: string;
  readonly origin: Origin;
}

/** Work that can be added to and taken from, grouped as the checks of a domain need it. */
export interface Schedule<W extends Work = Work> {
  readonly assignments: Iterable<W>;
  /** Where an item is; more than one place only in a schedule that breaks the rules. */
  of(item: number): readonly W[];
  add(work: W): void;
  remove(work: W): void;
}

/**
 * The types that one domain model is made of, by the part that each plays; the kit is written in terms of them.
 *
 * *Shapes* a type, never a value: a domain model says `interface Shop extends World { readonly item: Order; ... }`.
 */
export interface World {
  /** An input in counted form. */
  readonly problem: { readonly input: RuledInput; readonly fixed: readonly Work[] };
  readonly item: Item;
  readonly work: Work;
  readonly schedule: Schedule;
  /** An item at a place that it could have, before details such as a block are chosen. */
  readonly place: { readonly item: Item };
  /** What may be combined with what before any work is looked at. */
  readonly domains: object;
  /** Choices that are being ruled out before there is a model. */
  readonly closing: object;
  /** What rules post to a model with. */
  readonly posting: object;
  /** A way to make one hard rule milder. */
  readonly relief: { readonly kind: string };
  /** What the validation of an input looks at. */
  readonly context: RulesContext;
}
