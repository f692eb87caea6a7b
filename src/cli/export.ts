import { scheduleCalendar } from '../exchange/scheduleCalendar.ts';
import { scheduleCsv } from '../exchange/scheduleCsv.ts';
import type { DomainModel } from '../solve/domainModel.ts';

/** The forms in which a schedule leaves for other programs. */
export const EXPORTS = ['csv', 'ics'] as const;

interface Exporting {
  readonly format: (typeof EXPORTS)[number];
  readonly value: unknown;
  readonly solution: unknown;
  /** Only the work of this person, or whatever the lanes are; all when absent. */
  readonly lane?: string | undefined;
}

/** A schedule as CSV or iCalendar. *Errors* as `scheduleCsv` and `scheduleCalendar`. */
export function exported(domain: DomainModel, { format, lane, solution, value }: Exporting): string {
  const timeline = domain.timeline(domain.parse(value), solution);
  const only = lane === undefined ? {} : { lane };
  if (format === 'csv') return scheduleCsv(timeline, only);
  const { name } = value as { readonly name?: unknown };
  return scheduleCalendar(timeline, { name: typeof name === 'string' ? name : domain.name, ...only });
}
