import type { Change } from './change.ts';
import type { PlanIssue } from './issue.ts';

/**
 * How a fix goes about it: `reassign` to somebody else at the same time, `move` to another time, `trade` the places of two,
 * `assign` what has no place, `unschedule`, `relax` a rule, or `ignore` the issue.
 */
export const FIX_KINDS = ['reassign', 'move', 'trade', 'assign', 'unschedule', 'relax', 'ignore'] as const;

export type FixKind = (typeof FIX_KINDS)[number];

/** A way to be rid of one issue, which has been tried: the issue is gone, and nothing critical is new. */
export interface FixOption {
  /** The same for the same changes. */
  readonly id: string;
  readonly kind: FixKind;
  /** One sentence that a person can decide upon. */
  readonly text: string;
  /** Of the input; none for `ignore`. */
  readonly changes: readonly Change[];
  /** What the penalty grows by; less than 0 where it falls. */
  readonly amount: number;
  /** That by rule, where it is not 0. */
  readonly costs: Readonly<Record<string, number>>;
  /** Whether only a person can decide upon it: it leaves work out, asks less of a rule, or looks away. */
  readonly needsJudgement: boolean;
}

/** What became of the issues of a plan when everything that needs no judgement was fixed. */
export interface FixedAll {
  /** Of the input, in order. */
  readonly changes: readonly Change[];
  readonly fixed: readonly { readonly issue: PlanIssue; readonly option: FixOption }[];
  /** Those that are left, each with the reason. */
  readonly left: readonly { readonly issue: PlanIssue; readonly why: string }[];
}
