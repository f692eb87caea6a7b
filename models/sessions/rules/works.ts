import { closedTimes } from './closedTimes.ts';

/**
 * *Means* a session with a provider is wholly within one stretch, or several that touch, of the provider's work at the
 * site of its student. A provider without `work` works at the one site that it serves, at all times of the grid.
 */
export const works = closedTimes({
  template: 'works',
  meaning: 'A provider holds sessions only when at work at the student’s site.',
  list: 'work',
  closedTo: ({ closed, grid, sites, students }, { student, provider, day }) =>
    closed.works[(provider * sites.length + students[student]!.site) * grid.days.length + day] ?? [],
});
