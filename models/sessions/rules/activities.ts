import { closedTimes } from './closedTimes.ts';

/**
 * *Means* no session of a student touches an activity of the student's site and teacher. Where it is not hard, each
 * session of the run that breaks it costs `weight`.
 */
export const activities = closedTimes({
  template: 'activities',
  meaning: 'No session touches an activity of the student’s teacher.',
  list: 'activities',
  closedTo: ({ closed, grid, students }, { student, day }) =>
    closed.activities[students[student]!.teacher * grid.days.length + day] ?? [],
});
