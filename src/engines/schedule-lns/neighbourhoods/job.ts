import { type Neighbourhood, nearest, someTask } from './view.ts';

/** Jobs that are tried, where many of them are the same. */
const TRIES = 100;

/** Whole jobs, all that precedences tie together; of one that is larger than wanted, what is around one time. */
export const job: Neighbourhood = (view, wanted) => {
  const picked = new Set<number>();
  for (let tries = 0; picked.size < wanted && tries < TRIES; tries++) {
    const task = someTask(view);
    const all = view.jobs[task]!;
    const count = wanted - picked.size;
    for (const one of all.length > wanted ? nearest(view, all, { at: view.middle[task]!, count }) : all)
      picked.add(one);
  }
  return [...picked];
};
