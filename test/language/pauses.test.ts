import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ModelBuilder } from '../../src/language/builder.ts';
import { type Domain, domainHas, domainOf, domainValues } from '../../src/language/domain.ts';
import { term } from '../../src/language/expression.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { sizesByStart } from '../../src/language/pauses.ts';

/** How long work lasts from a start, by a walk through time. */
function lasts(work: number, open: Domain, start: number): number | undefined {
  if (!domainHas(open, start)) return undefined;
  for (let time = start, done = 0; time <= open.at(-1)!; time++) {
    if (domainHas(open, time) && ++done === work) return time + 1 - start;
  }
  return undefined;
}

const openTimes = fc.uniqueArray(fc.integer({ min: -3, max: 20 }), { minLength: 1, maxLength: 16 }).map(domainOf);

test('work lasts as long as a walk through time says, for every start', () => {
  fc.assert(
    fc.property(openTimes, fc.integer({ min: 1, max: 9 }), (open, work) => {
      const found = new Map<number, number>();
      for (const [size, starts] of sizesByStart(work, open)) {
        for (const start of domainValues(starts)) {
          expect(found.has(start)).toBe(false);
          found.set(start, size);
        }
      }
      for (let start = -5; start <= 22; start++) expect(found.get(start)).toBe(lasts(work, open, start));
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('two days from 8 to 17, five hours of work: from 13 on it pauses for the night', () => {
  // 24 hours a day; open are the hours 8..16 and 32..40. Begun at 12 it ends at 17; at 13 one hour is left for 32.
  expect(sizesByStart(5, [8, 16, 32, 40])).toEqual([
    [5, [8, 12, 32, 36]],
    [20, [13, 16]],
  ]);
});

test('an interval that pauses has these sizes and no others, and none when absent', () => {
  const model = new ModelBuilder();
  const [start, here] = [model.integer(0, 7, 's'), model.boolean('here')];
  model.pausing({ start: term(start), work: 2, open: [1, 2, 5, 6], presence: [here], name: 'job' });
  const built = model.build();
  const solutions = new Set<string>();
  const size = built.variables.findIndex(({ name }) => name === 'job size');
  const each = (values: number[]): void => {
    if (values.length < built.variables.length) {
      for (const value of domainValues(built.variables[values.length]!.domain)) each([...values, value]);
    } else if (isFeasible(built, values) && values[here] === 1) solutions.add(`${values[start]}+${values[size]}`);
  };
  each([]);
  // From 1: hours 1 and 2. From 2: hours 2 and 5. From 5: hours 5 and 6. From 6 there is one hour only.
  expect(solutions).toEqual(new Set(['1+2', '2+4', '5+2']));
});

test.each([0, -1, 1.5, Number.NaN])('refuses %s units of work', (work) => {
  expect(() => sizesByStart(work, [0, 5])).toThrow(/units of work/);
});
