import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { cases as counted } from '../../support/deep.ts';
import { drawFrom } from '../../support/naiveStaffing/draw.ts';
import { drawSound, withSoundPins } from '../../support/naiveStaffing/inputs.ts';
import { drawLegal, drawNear, drawWild } from '../../support/naiveStaffing/schedules.ts';
import { drawRenaming, type Renaming, renamed, renamedSolution, withoutProfile } from './support/renaming.ts';

const RENAMINGS = counted(60, 500);
/** Of those, this many are solved to the end. */
const SOLVED = counted(8, 100);

interface Renamed {
  readonly seed: number;
  readonly plain: Record<string, unknown>;
  readonly nasty: Record<string, unknown>;
  readonly to: Renaming;
}

const cases = Array.from({ length: RENAMINGS }, (_, seed): Renamed => {
  const draw = drawFrom(7000 + seed);
  // Pins that only another switch of the profile's own rules allowed are left out.
  const plain = withSoundPins(withoutProfile(drawSound(draw)));
  const to = drawRenaming(draw);
  // As it would arrive: what an object does with a name must not matter.
  return { seed, plain, nasty: JSON.parse(JSON.stringify(renamed(plain, to))), to };
});

describe('other names for everything change nothing but names', () => {
  test(`in the size of the model, over ${RENAMINGS} renamings`, () => {
    const sizeOf = (value: unknown): object => {
      const { model, cells } = staffing.build(staffing.parse(value)) as ReturnType<typeof staffing.build> & {
        cells: { count: number };
      };
      return { cells: cells.count, variables: model.variables.length, constraints: model.constraints.length };
    };
    for (const { seed, plain, nasty } of cases) expect({ seed, ...sizeOf(nasty) }).toEqual({ seed, ...sizeOf(plain) });
  });

  test('in what the review says', () => {
    let illegal = 0;
    for (const { seed, plain, nasty, to } of cases) {
      const draw = drawFrom(seed);
      const [input, other] = [staffing.parse(plain), staffing.parse(nasty)];
      for (const schedule of [drawLegal, drawNear, drawWild].map((drawn) => drawn(draw, input))) {
        const expected = staffing.review(input, schedule);
        const found = staffing.review(other, renamedSolution(schedule, to));
        const told = (issues: typeof expected.issues, name: (kind: 'rule' | 'event', name: string) => string) =>
          [...Map.groupBy(issues, ({ rule }) => name('rule', rule))]
            .map(([rule, all]) => [
              rule,
              [...new Set(all.flatMap(({ items }) => items.map((item) => name('event', item))))].sort(),
            ])
            .sort();
        const known = new Set((plain.rules as { id: string }[]).map(({ id }) => id));
        const events = new Set((plain.events as { id: string }[]).map(({ id }) => id));
        for (const { event } of plain.posted as { event: string }[]) events.add(event);
        const rename = (kind: 'rule' | 'event', name: string): string =>
          (kind === 'rule' ? known : events).has(name) ? to(kind, name) : name;
        expect({ seed, issues: told(found.issues, (_, name) => name) }).toEqual({
          seed,
          issues: told(expected.issues, rename),
        });
        expect(found.isLegal).toBe(expected.isLegal);
        illegal += Number(!expected.isLegal);
        // Which of two equals is withdrawn is a matter of their names.
        if (!expected.isLegal) continue;
        expect({ seed, penalty: found.penalty, penalties: new Map(Object.entries(found.penalties)) }).toEqual({
          seed,
          penalty: expected.penalty,
          penalties: new Map(
            Object.entries(expected.penalties).map(([rule, amount]) => [rename('rule', rule), amount]),
          ),
        });
      }
    }
    expect(illegal).toBeGreaterThan(RENAMINGS / 2);
  }, 600_000);

  test('in the least penalty', async () => {
    for (const { seed, plain, nasty } of cases.slice(0, SOLVED)) {
      const [one, other] = await Promise.all(
        [plain, nasty].map((value) => solveDomain(staffing, value, { engine: 'highs' })),
      );
      expect({ seed, proof: other!.solved.outcome.proof }).toEqual({ seed, proof: one!.solved.outcome.proof });
      expect({ seed, penalty: other!.answer?.review.penalty }).toEqual({ seed, penalty: one!.answer?.review.penalty });
      expect(other!.answer?.review.isLegal).toBe(one!.answer?.review.isLegal);
    }
  }, 600_000);
});
