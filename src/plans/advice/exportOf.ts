import { todayIn } from '../../domain/calendar.ts';
import { ofLane } from '../../exchange/lane.ts';
import type { DomainModel } from '../../solve/domainModel.ts';
import { known } from './known.ts';

export interface ExportStep {
  readonly do: 'export';
  readonly as: 'csv' | 'calendar';
  /** The work of one lane, such as a person; all of it when absent. */
  readonly lane?: string | undefined;
  /** Of the plan, so that calendars know the same work again. */
  readonly plan: string;
  readonly version: number;
  /** When the plan was last changed, in milliseconds since 1970. */
  readonly changedAtMs: number;
  /** What time it is, likewise: work of weekdays begins today. */
  readonly nowMs: number;
}

/**
 * The work that a plan has in place as a file for other programs, whose libraries are loaded when the first is asked for.
 *
 * *Errors* `request/not-found` for an unknown lane.
 */
export async function exportOf(domain: DomainModel, input: unknown, step: ExportStep): Promise<string> {
  const { as, changedAtMs, nowMs, lane, plan, version } = step;
  const timeline = domain.timeline(input);
  known(() => ofLane(timeline, lane));
  const of = lane === undefined ? {} : { lane };
  if (as === 'csv') {
    const { scheduleCsv } = await import('../../exchange/scheduleCsv.ts');
    return scheduleCsv(timeline, of);
  }
  const { scheduleCalendar } = await import('../../exchange/scheduleCalendar.ts');
  const stamp = new Date(changedAtMs);
  const from = todayIn(timeline.timeZone ?? 'UTC', new Date(nowMs));
  return scheduleCalendar(timeline, { name: plan, scope: plan, sequence: version, stamp, from, ...of });
}
