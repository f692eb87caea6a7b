import type { Parts } from '../../src/domain/parts.ts';
import { Schedule } from './schedule.ts';
import type { Staff } from './staff.ts';

/** What the domain kit asks of staffing. */
export const PARTS: Parts<Staff> = {
  scheduleOf: (problem, work) => new Schedule(problem, work),
  rankOf: ({ rank }, { event }) => rank[event]!,
};
