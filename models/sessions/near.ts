import { NONE, type Problem, type Session } from './problem.ts';
import type { Schedule } from './schedule.ts';

/** Sessions of the same student and of the same provider, in the whole week. */
export function* near({ grid }: Problem, schedule: Schedule, { student, provider }: Session): Generator<Session> {
  yield* schedule.ofStudent(student);
  if (provider === NONE) return;
  for (let day = 0; day < grid.days.length; day++) yield* schedule.with(provider, day);
}
