import fc from 'fast-check';
import { expect, test } from 'vitest';
import { staffingShaped } from '../../../bench/instances/staffingShaped.ts';
import { Parts } from '../../../src/engines/lns/part.ts';
import { Search } from '../../../src/engines/local/search.ts';
import { solutionOf } from '../../../src/engines/matrix.ts';
import { directMatrixOf } from '../../../src/engines/rows.ts';

test('a part holds what its columns may do: its values are a solution of the whole exactly when they are one of it', () => {
  const matrix = directMatrixOf(staffingShaped({ events: 12, employees: 4, days: 5, window: [2, 4], seed: 1 }))!;
  const search = new Search(matrix, 1, undefined);
  expect(search.construct(() => false)).toBe(true);
  const { state } = search;
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(state.structure.decisions.length - 1), { minLength: 1, maxLength: 20 }),
      fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }),
      (picked, bits) => {
        const decisions = picked.map((i) => state.structure.decisions[i]!);
        const part = new Parts(state).around(decisions, 10_000)!;
        expect(solutionOf(part.matrix, part.start)).toBeDefined();
        const values = part.start.map((value, i) => (bits[i % 200] ? part.matrix.colUpper[i]! : value));
        const whole = state.values.slice();
        part.columns.forEach((column, i) => {
          whole[column] = values[i]!;
        });
        const [inPart, inWhole] = [solutionOf(part.matrix, values), solutionOf(matrix, whole)];
        expect(inPart === undefined).toBe(inWhole === undefined);
      },
    ),
    { numRuns: 200, seed: 5 },
  );
});

test('a part with too many columns is not cut', () => {
  const matrix = directMatrixOf(staffingShaped({ events: 12, employees: 4, days: 5, window: [2, 4], seed: 1 }))!;
  const { state } = new Search(matrix, 1, undefined);
  expect(new Parts(state).around(state.structure.decisions, 3)).toBeUndefined();
});
