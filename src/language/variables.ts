import type { Domain } from './domain.ts';
import type { Expression, Literal } from './expression.ts';

/** One integer variable; a Boolean is one whose domain lies within 0..1. */
export interface VariableData {
  readonly name?: string | undefined;
  /** Finite; see {@link Domain}. */
  readonly domain: Domain;
  /** Label of the rule or part that asked for it, for the ledger. */
  readonly owner?: string | undefined;
}

/**
 * A stretch of time (or of any other line): *means* `start + size = end` and `size >= 0`, when present.
 *
 * *Shapes* `presence` is a list of literals; the interval exists when all of them are true. An absent interval is
 * ignored by every constraint that names it, and its equation is not enforced.
 */
export interface Interval {
  readonly name?: string | undefined;
  readonly start: Expression;
  readonly size: Expression;
  readonly end: Expression;
  readonly presence?: readonly Literal[] | undefined;
  readonly owner?: string | undefined;
}
