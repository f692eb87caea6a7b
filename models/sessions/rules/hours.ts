import { closedTimes } from './closedTimes.ts';

/**
 * *Means* a student whose grade has `hours` at the site has sessions only within them; other grades are always there.
 * Where it is not hard, each session of the run that breaks it costs `weight`.
 */
export const hours = closedTimes({
  template: 'hours',
  meaning: 'A student has sessions only in the open hours of the grade.',
  list: 'hours',
  closedTo: ({ closed, grid, students }, { student, day }) =>
    closed.hours[students[student]!.grade * grid.days.length + day] ?? [],
});
