import { type Assignment, NONE, type Problem } from './problem.ts';
import type { Schedule } from './schedule.ts';

/** Work of the same employee, of the same day, of the same event, and of the events that are paired with it. */
export function* near({ frame }: Problem, schedule: Schedule, work: Assignment): Generator<Assignment> {
  for (let week = 0; week < frame.weeks; week++) yield* schedule.inWeek(work.employee, week);
  yield* schedule.on(work.day);
  if (work.event !== NONE) yield* schedule.of(work.event);
  if (work.pairing === NONE) return;
  for (const other of schedule.assignments) if (other.pairing === work.pairing) yield other;
}
