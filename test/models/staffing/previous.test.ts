import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import type { Solution } from '../../../models/staffing/solution.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { cases } from '../../support/deep.ts';
import { drawFrom } from '../../support/naiveStaffing/draw.ts';
import { drawSound, withSoundPins } from '../../support/naiveStaffing/inputs.ts';

const INPUTS = cases(20, 300);

type Raw = ReturnType<typeof drawSound>;

const solve = (value: unknown) => solveDomain(staffing, value, { engine: 'highs' });
const placesOf = ({ assignments }: Solution) => [...assignments].sort((a, b) => (a.event < b.event ? -1 : 1));

test('pins are part of the solution, wherever the model has nothing to decide', async () => {
  const { answer } = await solve({
    horizon: { from: '2026-03-02', to: '2026-03-03' },
    types: { shift: {} },
    employees: [{ id: 'ann', role: 'r' }],
    events: ['a', 'b'].map((id) => ({ id, type: 'shift', start: '2026-03-02', due: '2026-03-04' })),
    pins: [{ event: 'b', employee: 'ann', day: '2026-03-03' }],
  });
  expect(answer!.solution).toMatchObject({ assignments: [{ event: 'a' }, { event: 'b', day: '2026-03-03' }] });
});

test(`over ${INPUTS} inputs, a solution that is fed back moves nothing, with its pins and without them`, async () => {
  let pins = 0;
  let placed = 0;
  for (let seed = 0; seed < INPUTS; seed++) {
    const draw = drawFrom(9000 + seed);
    const free = { ...withoutLeast(drawSound(draw)), pins: [] };
    const { assignments } = (await solve(free)).answer!.solution as Solution;
    const raw = withSoundPins({ ...free, pins: draw.some(assignments, 40) });
    const first = await solve(raw);
    const solution = first.answer!.solution as Solution;
    const again = {
      ...raw,
      previous: solution,
      rules: [...raw.rules, { id: 'calm', template: 'least-change', weight: 1_000_000 }],
    };
    // Without pins something better may have become possible; the weight makes it not worth while.
    for (const value of [again, { ...again, pins: [] }]) {
      const { answer } = await solve(value);
      expect({ seed, assignments: placesOf(answer!.solution as Solution) }).toEqual({
        seed,
        assignments: placesOf(solution),
      });
      expect(Object.entries(answer!.review.penalties).find(([id]) => id === 'calm')).toEqual(['calm', 0]);
    }
    pins += raw.pins.length;
    placed += solution.assignments.length;
  }
  expect(Math.min(pins, placed)).toBeGreaterThan(INPUTS / 10);
}, 600_000);

/** Without the rule by which there may be no schedule at all. */
function withoutLeast(raw: Raw): Raw {
  return { ...raw, rules: raw.rules.filter((rule) => !('id' in rule && rule.id === 'least')) };
}
