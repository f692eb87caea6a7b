import { onClock } from '../exchange/moments.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { named } from '../solve/names.ts';
import type { DomainResult } from '../solve/result.ts';
import { terminalWidth } from './table.ts';

/** A schedule and what became of it. */
export interface Shown {
  readonly value: unknown;
  readonly solution: unknown;
  readonly result: DomainResult;
}

/** A schedule as a terminal shows it, in the words of its domain, with names in place of ids. */
export function scheduleText(domain: DomainModel, { result, solution, value }: Shown): string {
  const input = domain.parse(value);
  const names = domain.names(input);
  const timeline = onClock(domain.timeline(input, solution));
  return domain.show(named(result, names), terminalWidth(), named(timeline, names));
}
