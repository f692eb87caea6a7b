import type { Problem, Run } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { type Part, type Wait, waitOf } from './waits.ts';

/** A batch on the path, and what it waits for. */
export interface Step extends Part, Wait {}

/**
 * The chain of batches that ends with the last one of a run, in the order of time.
 *
 * *Means* each batch begins when it no longer has to wait for the one before it, and the first one waits for something
 * that is no other work. Where several things are over at the same moment, the first kind of `WAITS` is told.
 */
export function criticalPath(problem: Problem, schedule: Schedule, last: Run | undefined): Step[] {
  const [seen, steps] = [new Set<unknown>(), [] as Step[]];
  let part = last && lastPartOf(last);
  while (part !== undefined && !seen.has(part.batch)) {
    seen.add(part.batch);
    const step: Step = { ...part, ...waitOf(problem, schedule, part) };
    steps.push(step);
    part = step.after;
  }
  return steps.reverse();
}

/** The batch of a run that is over last. */
export function lastPartOf(run: Run): Part {
  const endOf = (batch: Part['batch']): number => batch.phases.at(-1)!.to;
  return { run, batch: run.batches.reduce((last, batch) => (endOf(batch) > endOf(last) ? batch : last)) };
}
