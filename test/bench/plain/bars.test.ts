import { describe, expect, test } from 'vitest';
import { missedBars, type Row } from '../../../bench/plain/bars.ts';

const BUDGETS_S = [1, 2];
const WAY = { model: 'm', status: 'feasible', bound: undefined, provedMs: undefined } as const;

/** The race beside one other. */
function missed(race: Partial<Row>, other: Partial<Row> & Pick<Row, 'by'>): string[] {
  const ours = { ...WAY, by: 'race', firstMs: 10, values: [100, 100], ...race } as Row;
  const theirs = { ...WAY, firstMs: 10, values: [100, 100], ...other } as Row;
  return missedBars([ours, theirs], BUDGETS_S);
}

describe('the race misses a bar', () => {
  test('where it is more than a hundredth worse than a member at a budget', () => {
    expect(missed({ values: [101, 100] }, { by: 'local' })).toEqual([]);
    expect(missed({ values: [102, 100] }, { by: 'local' })).toEqual(['m: 102 at budget 1 s; local has 100']);
  });

  test('where it is any worse than native OR-Tools or the plain program, or has nothing', () => {
    expect(missed({ values: [100, 101] }, { by: 'native' })).toEqual(['m: 101 at budget 2 s; native has 100']);
    expect(missed({ values: [undefined, 100] }, { by: 'plain' })).toEqual(['m: Infinity at budget 1 s; plain has 100']);
  });

  test('where a member proves in less than two thirds of its time, or native OR-Tools in less than all of it', () => {
    expect(missed({ provedMs: 150 }, { by: 'highs', provedMs: 100 })).toEqual([]);
    expect(missed({ provedMs: 151 }, { by: 'highs', provedMs: 100 })).toEqual(['m: proved in 151 ms; highs needs 100']);
    expect(missed({ provedMs: 101 }, { by: 'native', provedMs: 100 })).toEqual([
      'm: proved in 101 ms; native needs 100',
    ]);
    expect(missed({}, { by: 'highs', provedMs: 100 })).toEqual(['m: not proved; highs needs 100 ms']);
    expect(missed({ provedMs: 100 }, { by: 'highs' })).toEqual([]);
  });

  test('where the plain program has a first schedule in less than two thirds of its time', () => {
    expect(missed({ firstMs: 15 }, { by: 'plain' })).toEqual([]);
    expect(missed({ firstMs: 16 }, { by: 'plain' })).toEqual([
      'm: first schedule after 16 ms; the plain program has one after 10',
    ]);
    expect(missed({ firstMs: 16 }, { by: 'local' })).toEqual([]);
  });
});
