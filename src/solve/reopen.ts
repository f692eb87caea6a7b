import { changed } from './change.ts';
import type { DomainModel } from './domainModel.ts';
import type { Reopening } from './reopening.ts';

/**
 * An input with some of what it puts in place given back to the run; the original stays as it is.
 *
 * *Errors* the faults of the input but those of its pins, when something is reopened.
 */
export function reopened(
  domain: Pick<DomainModel, 'whatIf'>,
  value: unknown,
  what: readonly Reopening[] = [],
): unknown {
  return what.length === 0 ? value : changed(value, domain.whatIf.reopened(value, what));
}
