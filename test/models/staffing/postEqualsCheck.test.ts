import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Built } from '../../../models/staffing/model.ts';
import { build } from '../../../models/staffing/model.ts';
import type { Assignment } from '../../../models/staffing/problem.ts';
import { check } from '../../../models/staffing/review.ts';
import { Schedule } from '../../../models/staffing/schedule.ts';
import { disagreement, everywhere } from './support/agree.ts';
import { parsedOrNot, retailInputs } from './support/inputs.ts';

/** Placements per random input: each is legal at first and then spoilt a little more. */
const PLACEMENTS = 6;

test('on random inputs with the whole profile, the model allows what the checks allow, at the same penalty', () => {
  let legal = 0;
  let illegal = 0;
  fc.assert(
    fc.property(
      retailInputs({ events: 5, employees: 3, days: 8, posted: 3 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      (value, stream) => {
        const input = parsedOrNot(value);
        fc.pre(input !== undefined);
        const built = build(input);
        for (let i = 0; i < PLACEMENTS; i++) {
          const proposals = somePlacement(built, stream, i % 2 === 1);
          const difference = disagreement(built, proposals);
          if (difference) throw new Error(difference);
          if (check(built, new Schedule(built.problem, [...built.problem.fixed, ...proposals])).breaches.length)
            illegal++;
          else legal++;
        }
      },
    ),
    { numRuns: 1000, seed: 1 },
  );
  // Neither half of the claim is empty.
  expect(Math.min(legal, illegal)).toBeGreaterThan(1000);
}, 120_000);

/** Events put one after the other where they break nothing, as far as there is such a place; then one anywhere. */
function somePlacement({ problem, rules }: Built, stream: fc.Stream<number>, isSpoilt: boolean): Assignment[] {
  const draw = (below: number): number => stream.next().value % below;
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
