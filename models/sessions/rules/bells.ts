import { closedTimes } from './closedTimes.ts';

/**
 * *Means* no session of a student touches a bell of the student's site and grade. Where it is not hard, each session
 * of the run that breaks it costs `weight`.
 */
export const bells = closedTimes({
  template: 'bells',
  meaning: 'No session touches a bell of the student’s grade.',
  list: 'bells',
  closedTo: ({ closed, grid, students }, { student, day }) =>
    closed.bells[students[student]!.grade * grid.days.length + day] ?? [],
});
