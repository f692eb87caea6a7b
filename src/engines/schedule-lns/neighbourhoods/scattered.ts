import { type Neighbourhood, someTask } from './view.ts';

/** Tasks by chance: what is left keeps an order that has room for them anywhere. */
export const scattered: Neighbourhood = (view, wanted) => {
  const picked = new Set<number>();
  for (let i = 0; i < wanted; i++) picked.add(someTask(view));
  return [...picked];
};
