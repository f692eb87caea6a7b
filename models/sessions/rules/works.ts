import { type Closed, NONE } from '../problem.ts';
import { closedTimes } from './closedTimes.ts';

/**
 * *Means* a session with a provider is wholly within one stretch, or several that touch, of the provider's work at the
 * site of its student. A provider without `work` works at the one site that it serves, at all times of the grid. Where
 * it is not hard, each session of the run that breaks it costs `weight`.
 */
export const works = closedTimes({
  template: 'works',
  meaning: 'A provider holds sessions only when at work at the student’s site.',
  list: 'work',
  closedTo({ closed, grid, providers, sites, students }, { student, provider, day }) {
    const { site } = students[student]!;
    const known = closed.works[(provider * sites.length + site) * grid.days.length + day];
    return known ?? [neverThere(`${providers[provider]!.name} does not work at ${sites[site]!.name}.`)];
  },
});

function neverThere(why: string): Closed {
  return { from: 0, to: 1440, why, entry: NONE };
}
