import { cut, LIMITS } from '../limits.ts';
import type { DomainModel } from './domainModel.ts';
import type { Warning } from './issue.ts';

/** The warnings of an input as an answer lists them. */
export interface ToldWarnings {
  readonly warnings: readonly Warning[];
  /** Warnings that are not listed. */
  readonly warningsOmitted: number;
}

/** What of a valid input is a conflict, and what has no effect in it. *Limits* as the faults of an answer. */
export function toldWarnings<Input>(
  domain: Pick<DomainModel<Input>, 'foreseen' | 'warnings'>,
  input: Input,
): ToldWarnings {
  const all = [...domain.foreseen(input), ...domain.warnings(input)];
  const warnings = all
    .slice(0, LIMITS.faults)
    .map((one) => ({ ...one, message: cut(one.message, LIMITS.faultMessage) }));
  return { warnings, warningsOmitted: all.length - warnings.length };
}
