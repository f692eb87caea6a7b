import { allTasks, type Neighbourhood, nearest, someTask } from './view.ts';

/**
 * What is done at about the same time.
 *
 * *Source* D. Godard, P. Laborie, W. Nuijten, "Randomized Large Neighborhood Search for Cumulative Scheduling", ICAPS 2005.
 */
export const timeWindow: Neighbourhood = (view, wanted) =>
  nearest(view, allTasks(view), { at: view.middle[someTask(view)]!, count: wanted });
