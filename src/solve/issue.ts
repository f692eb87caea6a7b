import type { Reopening } from './reopening.ts';

/** One thing that a review found wrong, in the words of the domain. */
export interface Issue {
  /** Id of the hard rule that is broken. */
  readonly rule: string;
  readonly text: string;
  /** Names of what takes part, such as events. */
  readonly items: readonly string[];
}

/**
 * Work that the input puts in place, such as posted work, and that breaks a hard rule by itself: a run leaves it where it
 * is, answers for none of it, and says so.
 */
export interface Conflict extends Issue {
  /** Names of those whom it concerns, such as employees. */
  readonly who: readonly string[];
  /** The days, or other times, of the work that takes part. */
  readonly when: readonly string[];
  /** What reopening gives the work back to the run, where one does. */
  readonly reopen?: Reopening;
}

/** Something in an input that is not a fault and has no effect, or another than its author may think, with the next step. */
export interface Warning {
  /** JSON pointer to it. */
  readonly pointer: string;
  /** Stable. */
  readonly code: string;
  readonly message: string;
}

/** How much an issue of a plan matters: `critical` ones break a hard rule, `warning`s want a decision, `info` is advice. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** One thing that is wrong, or could be better, with the work that an input has in place. */
export interface PlanIssue extends Issue {
  /** The same as long as the same work breaks the same rule in the same place, whatever else changes. */
  readonly id: string;
  readonly severity: Severity;
  /** Names of those whom it concerns, such as employees. */
  readonly who: readonly string[];
  /** The days, or other times, that it is about. */
  readonly when: readonly string[];
}
