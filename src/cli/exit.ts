import { DovetailError, ERROR_CODES, messageOf } from '../errors.ts';
import type { Status } from '../solve/status.ts';

/** What the exit code of the command line says. */
export const EXIT = {
  solved: 0,
  ourFault: 1,
  badInput: 2,
  infeasible: 3,
  nothingFound: 4,
} as const;

export function exitOf(status: Status): number {
  if (status === 'infeasible' || status === 'unbounded') return EXIT.infeasible;
  return status === 'unknown' ? EXIT.nothingFound : EXIT.solved;
}

/** What is said of something thrown: its code, and its message or, where it is a defect of ours, its stack. */
export function reported(thrown: unknown): { readonly code: string; readonly text: string } {
  if (thrown instanceof DovetailError) return { code: thrown.code, text: thrown.message };
  return { code: 'bug/internal', text: (thrown instanceof Error && thrown.stack) || messageOf(thrown) };
}

/** The exit code for something thrown. */
export function exitOfError(thrown: unknown): number {
  return thrown instanceof DovetailError ? ERROR_CODES[thrown.code].exit : EXIT.ourFault;
}
