import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build } from '../../../models/staffing/model.ts';
import { Schedule } from '../../../models/staffing/schedule.ts';
import { check } from '../../../src/domain/review.ts';
import { cases } from '../../support/deep.ts';
import { disagreement } from './support/agree.ts';
import { parsedOrNot, retailInputs } from './support/inputs.ts';
import { somePlacement } from './support/placements.ts';

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
          const proposals = somePlacement(built, () => stream.next().value, i % 2 === 1);
          const difference = disagreement(built, proposals);
          if (difference) throw new Error(difference);
          if (check(built, new Schedule(built.problem, [...built.problem.fixed, ...proposals])).breaches.length)
            illegal++;
          else legal++;
        }
      },
    ),
    { numRuns: cases(1000, 3000), seed: 1 },
  );
  // Neither half of the claim is empty.
  expect(Math.min(legal, illegal)).toBeGreaterThan(1000);
});
