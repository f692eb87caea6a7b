import type { Assignment } from '../../../../models/staffing/problem.ts';
import { Schedule } from '../../../../models/staffing/schedule.ts';
import type { Staffing } from '../../../../models/staffing/staff.ts';
import { check } from '../../../../src/domain/review.ts';
import { everywhere } from './agree.ts';

/** Events put one after the other where they break nothing, as far as there is such a place; then one anywhere. */
export function somePlacement({ problem, rules }: Staffing, next: () => number, isSpoilt: boolean): Assignment[] {
  const draw = (below: number): number => next() % below;
  const schedule = new Schedule(problem, problem.fixed);
  const placed: Assignment[] = [];
  const add = (work: Assignment): void => {
    schedule.add(work);
    placed.push(work);
  };
  for (const event of problem.open) {
    const places = everywhere(problem, event);
    for (let attempt = 0; attempt < 12; attempt++) {
      const work = places[draw(places.length)]!;
      schedule.add(work);
      const { breaches } = check({ problem, rules }, schedule);
      schedule.remove(work);
      const isLegal = breaches.every(
        ({ assignments, text }) => !assignments.includes(work) || text.includes('follower'),
      );
      if (!isLegal) continue;
      add(work);
      break;
    }
  }
  const isAlone = (work: Assignment): boolean =>
    check({ problem, rules }, schedule).breaches.some(({ withdraw }) => withdraw.includes(work));
  for (let work = placed.find(isAlone); work; work = placed.find(isAlone)) {
    schedule.remove(work);
    placed.splice(placed.indexOf(work), 1);
  }
  if (isSpoilt && problem.open.length > 0) {
    const event = problem.open[draw(problem.open.length)]!;
    const places = everywhere(problem, event);
    return [...placed.filter((work) => work.event !== event.index), places[draw(places.length)]!];
  }
  return placed;
}
