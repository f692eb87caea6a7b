import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import { changed } from './change.ts';
import type { DomainModel } from './domainModel.ts';
import { reopened } from './reopen.ts';
import type { Reopening } from './reopening.ts';

/** What a solve may ask to be otherwise in its input. */
export interface Asked {
  /** A preset of the weights of soft rules, by name; what the input says of a rule itself goes before it. */
  readonly strategy?: string | undefined;
  readonly reopen?: readonly Reopening[] | undefined;
}

/**
 * An input under a strategy, with some of what it puts in place given back to the run; the original stays as it is.
 *
 * *Errors* `input/invalid` for a strategy that the model does not have; the faults of the input but those of its pins,
 * when something is reopened.
 */
export function inputAsked(
  domain: Pick<DomainModel, 'name' | 'strategies' | 'whatIf'>,
  value: unknown,
  { strategy, reopen }: Asked,
): unknown {
  return reopened(domain, strategy === undefined ? value : underStrategy(domain, value, strategy), reopen);
}

function underStrategy(
  { name, strategies }: Pick<DomainModel, 'name' | 'strategies'>,
  value: unknown,
  strategy: string,
) {
  if (!strategies.includes(strategy)) {
    const which =
      strategies.length === 0 ? 'leave it out; this model has none.' : `use one of ${strategies.join(', ')}.`;
    throw new DovetailError('input/invalid', `The model ${name} has no strategy ${cut(JSON.stringify(strategy))}.`, {
      maybe: which,
    });
  }
  // What is not an object has a fault of its own, which the reading of the input tells.
  const isInput = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isInput ? changed(value, [{ set: 'strategy', value: strategy }]) : value;
}
