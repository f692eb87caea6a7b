import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { constant, not, plus, term, weighted } from '../../src/language/expression.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { objectiveOf } from '../../src/language/objective.ts';
import { tightener } from '../../src/language/tighten.ts';

/**
 * Two tasks of 3 on a machine, due at 2 and at 4. `late` is at least what each is late, `kept` may be true only where the
 * first starts at 0, and brings 5.
 */
function twoTasks() {
  const model = new ModelBuilder();
  const starts = [model.integer(0, 20), model.integer(0, 20)];
  const late = [model.integer(0, 30), model.integer(0, 30)];
  const kept = model.boolean();
  model.noOverlap(starts.map((start) => model.interval({ start: term(start), size: constant(3) })));
  [2, 4].forEach((due, i) => model.add(compare(term(late[i]!), '>=', plus(term(starts[i]!), constant(3 - due)))));
  model.add(compare(term(starts[0]!), '=', 0), { enforce: [kept] });
  model.minimize(plus(weighted(late, [1, 2]), weighted([not(kept)], [5])));
  return { model: model.build(), starts, late, kept };
}

test('minutes late come down to what they are, and what is kept is said to be', () => {
  const { kept, late, model, starts } = twoTasks();
  const values = new Float64Array(model.variables.length);
  values[starts[1]!] = 3;
  values[late[0]!] = 9;
  values[late[1]!] = 30;
  const tighten = tightener(model);
  expect(tighten(values)).toBe(true);
  // The first is over at 3 and due at 2, the second is over at 6 and due at 4.
  expect([values[late[0]!], values[late[1]!], values[kept]]).toEqual([1, 2, 1]);
  expect(objectiveOf(model, values)).toBe(1 + 2 * 2);
  expect(tighten(values)).toBe(false);
});

test('whatever holds still holds afterwards, costs no more, and has everything where it was', () => {
  const { late, model, starts } = twoTasks();
  const tighten = tightener(model);
  let held = 0;
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(30), fc.nat(30), fc.nat(1), (a, b, lateA, lateB, kept) => {
      const values = new Float64Array(model.variables.length);
      values.set([a, b, lateA, lateB, kept]);
      if (!isFeasible(model, values)) return;
      held++;
      const before = values.slice();
      tighten(values);
      expect(isFeasible(model, values)).toBe(true);
      expect(objectiveOf(model, values)).toBeLessThanOrEqual(objectiveOf(model, before));
      expect(starts.map((start) => values[start])).toEqual([a, b]);
      expect(late.map((one) => values[one])).toEqual([Math.max(0, a + 1), Math.max(0, b - 1)]);
    }),
    { numRuns: 2000, seed: 1 },
  );
  expect(held).toBeGreaterThan(50);
});
