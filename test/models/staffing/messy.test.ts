import fc from 'fast-check';
import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { build } from '../../../models/staffing/model.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { cases } from '../../support/deep.ts';
import { checksSay, disagreement } from './support/agree.ts';
import { parsedOrNot } from './support/inputs.ts';
import { messyInputs } from './support/messyInputs.ts';
import { somePlacement } from './support/placements.ts';

const INPUTS = cases(200, 1000);
const PLACEMENTS = 4;
const SOLVED = cases(25, 1000);

const messy = messyInputs({ events: 5, employees: 3, days: 8, posted: 3 });

test(`with messy posted work, the model allows what the checks allow, at the same penalty: ${INPUTS} inputs`, () => {
  let [legal, illegal] = [0, 0];
  fc.assert(
    fc.property(messy, fc.infiniteStream(fc.nat(1_000_000)), (value, stream) => {
      const input = parsedOrNot(value);
      fc.pre(input !== undefined);
      const built = build(input);
      for (let i = 0; i < PLACEMENTS; i++) {
        const proposals = somePlacement(built, () => stream.next().value, i % 2 === 1);
        const difference = disagreement(built, proposals);
        if (difference) throw new Error(difference);
        if (checksSay(built, proposals) === undefined) illegal++;
        else legal++;
      }
    }),
    { numRuns: INPUTS, seed: 3, maxSkipsPerRun: 1000 },
  );
  // Neither half of the claim is empty.
  expect(Math.min(legal, illegal)).toBeGreaterThan((INPUTS * PLACEMENTS) / 10);
}, 600_000);

test(`with messy posted work, what is solved is legal and costs what the review says: ${SOLVED} inputs`, async () => {
  let placed = 0;
  await fc.assert(
    fc.asyncProperty(messy, fc.infiniteStream(fc.nat(1_000_000)), async (value, stream) => {
      const input = parsedOrNot(value);
      fc.pre(input !== undefined);
      const { answer, solved } = await solveDomain(staffing, value, { engine: 'highs' });
      const built = build(input);
      const other = checksSay(
        built,
        somePlacement(built, () => stream.next().value, false),
      );
      if (solved.outcome.proof === 'infeasible') {
        expect(other).toBeUndefined();
        return;
      }
      expect(solved.outcome.proof).toBe('optimal');
      expect(answer!.review.issues).toEqual([]);
      expect(answer!.review.penalty).toBe(solved.outcome.solution!.objective);
      // Nothing that the checks accept is better.
      if (other !== undefined) expect(other).toBeGreaterThanOrEqual(answer!.review.penalty);
      placed += (answer!.solution as { assignments: unknown[] }).assignments.length;
    }),
    { numRuns: SOLVED, seed: 4, maxSkipsPerRun: 1000 },
  );
  expect(placed).toBeGreaterThan(SOLVED / 2);
}, 1_200_000);
