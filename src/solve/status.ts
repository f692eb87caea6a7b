import type { Outcome } from '../engines/outcome.ts';

/** How a solve ended, in one word: the outcome that the interfaces show. */
export const STATUSES = ['optimal', 'feasible', 'infeasible', 'unbounded', 'unknown'] as const;
export type Status = (typeof STATUSES)[number];

export function statusOf(outcome: Outcome): Status {
  if (outcome.proof !== 'none') return outcome.proof;
  return outcome.solution ? 'feasible' : 'unknown';
}
