import type { Hardness } from './hardness.ts';
import type { Placement } from './placement.ts';

/** What one rule says of a place of an item. */
export interface RuleVerdict {
  readonly rule: string;
  readonly hardness: Hardness;
  /** Whether it breaks nothing and costs nothing. */
  readonly isSatisfied: boolean;
  /** In 0..1: 1 when it costs nothing, falling to 0 at the rule's worst; 0 for a hard rule that is broken. */
  readonly score: number;
  readonly violations: readonly { readonly text: string; readonly items: readonly string[] }[];
  /** What the place adds to the penalty by this rule. */
  readonly amount: number;
}

/** A place of an item, judged by the rules without a solve. */
export interface Evaluation extends Placement {
  /** Whether it breaks no hard rule. */
  readonly isValid: boolean;
  /** In 0..1: 0 when it breaks a hard rule, else `0.5 x` mean of soft scores `+ 0.3 x` mean of preferences `+ 0.2`. */
  readonly score: number;
  /** What it adds to the penalty. */
  readonly amount: number;
  readonly rules: readonly RuleVerdict[];
  /** Places that are better, best first, each judged the same way; only when they are asked for. */
  readonly suggestions: readonly (Pick<Placement, 'who' | 'at'> & {
    readonly score: number;
    readonly amount: number;
  })[];
}
