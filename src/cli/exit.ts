import type { Outcome } from '../engines/outcome.ts';
import { DovetailError, ERROR_CODES } from '../errors.ts';

/** What the exit code of the command line says. */
export const EXIT = {
  solved: 0,
  ourFault: 1,
  badInput: 2,
  infeasible: 3,
  nothingFound: 4,
} as const;

/** How a solve ended, in one word: the outcome that the interfaces show. */
export type Status = 'optimal' | 'feasible' | 'infeasible' | 'unbounded' | 'unknown';

export function statusOf(outcome: Outcome): Status {
  if (outcome.proof !== 'none') return outcome.proof;
  return outcome.solution ? 'feasible' : 'unknown';
}

export function exitOf(status: Status): number {
  if (status === 'infeasible' || status === 'unbounded') return EXIT.infeasible;
  return status === 'unknown' ? EXIT.nothingFound : EXIT.solved;
}

/** The exit code for something thrown. */
export function exitOfError(thrown: unknown): number {
  return thrown instanceof DovetailError ? ERROR_CODES[thrown.code].exit : EXIT.ourFault;
}
