import type { Constraint } from '../language/constraints/index.ts';
import type { Expression } from '../language/expression.ts';
import type { Model } from '../language/model.ts';
import type { Change } from './change.ts';
import type { Placement } from './placement.ts';
import type { Reopening } from './reopening.ts';

/** That an item has to be at one of the places that fit, or at none of them. */
export interface Demand {
  readonly item: string;
  /** Whom it has to be with; anybody when absent. */
  readonly who?: string;
  /** The other parts of a place that matter, by the words of the domain, such as `day` and `block`. */
  readonly at: Readonly<Record<string, string | number>>;
  readonly isForbidden: boolean;
}

/** A way to ask less of a problem, which nobody has tried yet. */
export interface Relaxation {
  /** One sentence that a person can decide upon. */
  readonly text: string;
  /** The rules that it makes milder, by id; none for one that may help with any rule. */
  readonly rules: readonly string[];
  /** Of the input. */
  readonly changes: readonly Change[];
  /** The items that it may help. */
  readonly items: readonly string[];
}

/** A hard rule of an input, and how it can be made milder as a whole. */
export interface HardRule {
  readonly id: string;
  readonly meaning: string;
  /** Whether the others rely on it: it says what a schedule is. */
  readonly isEssential: boolean;
  /** From the mildest on; none for an essential rule. */
  readonly relaxations: readonly Relaxation[];
}

/** Something else to aim at, as changes of the input. */
export interface Goal {
  readonly name: string;
  readonly changes: readonly Change[];
}

/** What a change budget counts. */
export interface Budget {
  readonly assignments?: number | undefined;
  readonly people?: number | undefined;
}

/**
 * What one may ask of a problem once it has a solution: what if it began there, what if this were otherwise. Everything
 * is said as changes of the input or as constraints on its model, so that trying it is an ordinary solve.
 *
 * *Shapes* solutions in the domain's JSON form; they may come from an earlier input, and what does not fit is left out.
 */
export interface WhatIf<Input = unknown, Built extends { readonly model: Model } = { readonly model: Model }> {
  /**
   * What a solution decides of the model's variables, NaN for the others.
   *
   * *Means* for a solution of the same input that breaks no rule, the decided values belong to a solution of the model.
   * *Errors* `input/shape` for something that is no solution.
   */
  startOf(built: Built, solution: unknown): Float64Array;
  /** Where everything is that a solution places, and what the input itself has put in place. */
  placements(input: Input, solution: unknown): readonly Placement[];
  /** The class of an item, by its id: items of one class may take each other's places, and nobody tells them apart. */
  classOf(item: string): string;
  /**
   * How many items are not where the earlier solution of the input, or what is posted and may move, has them, in terms of
   * the model; undefined where there is nothing that could change.
   */
  changes(built: Built): Expression | undefined;
  /** A demand as constraints on the model, or why no place fits. *Errors* `input/invalid` for unknown names. */
  demanded(
    built: Built,
    demand: Demand,
  ): { readonly constraints: readonly Constraint[] } | { readonly impossible: string };
  /** What might help the items that a solution leaves out, the most promising first; made while they are asked for. */
  relaxations(input: Input, solution: unknown): Iterable<Relaxation>;
  hardRules(input: Input): readonly HardRule[];
  /** The goals that alternatives are made for: the problem's own first, without a change. */
  goals(input: Input, previous: unknown): readonly Goal[];
  /**
   * The changes that give work back to the run, which may then move it. `value` is the input as it was given: a pin that
   * breaks a rule is not a fault yet, since this may take it out.
   *
   * *Errors* `input/shape` and `input/invalid` with every other fault.
   */
  reopened(value: unknown, what: readonly Reopening[]): readonly Change[];
  /**
   * The changes that say that somebody is away from a first to a last day, in the domain's words for days; absent where
   * nobody can be. `value` is the input as it was given.
   *
   * *Errors* `input/invalid` for somebody or a day that the input does not have.
   */
  absence?(value: unknown, who: string, days: { readonly from: string; readonly to: string }): readonly Change[];
  /** The changes that make the input keep to a budget, counted from an earlier solution; no budget at all takes any. */
  budgeted(input: Input, previous: unknown, budget: Budget): readonly Change[];
}
