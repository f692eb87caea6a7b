import { type Neighbourhood, nearest, resourcesOf, someTask, usersOf } from './view.ts';

/** Resources that are tried, to find as many tasks on them as are wanted. */
const TRIES = 20;

/**
 * What some resources are used for: of as few of them as give enough tasks, those around one time.
 *
 * *Source* T. Carchrae, J. C. Beck, "Principles for the Design of Large Neighborhood Search", Journal of Mathematical
 * Modelling and Algorithms 8, 2009.
 */
export const machine: Neighbourhood = (view, wanted) => {
  const chosen = new Set<number>();
  let found: readonly number[] = [];
  const first = someTask(view);
  for (let tries = 0, task = first; found.length < wanted && tries < TRIES; tries++, task = someTask(view)) {
    const resources = resourcesOf(view, task);
    if (resources.length === 0) continue;
    chosen.add(resources[view.random.below(resources.length)]!);
    found = usersOf(view, chosen);
  }
  return nearest(view, found, { at: view.middle[first]!, count: wanted });
};
