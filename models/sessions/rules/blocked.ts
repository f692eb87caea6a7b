import { closedTimes } from './closedTimes.ts';

/**
 * *Means* no session touches a blocked time of its provider, or of its student, the student's site, grade or teacher.
 * Where it is not hard, each session of the run that breaks it costs `weight`.
 */
export const blocked = closedTimes({
  template: 'blocked',
  meaning: 'No session touches a blocked time.',
  list: 'blocked',
  closedTo({ closed, grid }, { student, provider, day }) {
    const students = closed.blockedStudents[student * grid.days.length + day];
    const providers = closed.blockedProviders[provider * grid.days.length + day];
    return [...(students ?? []), ...(providers ?? [])];
  },
});
