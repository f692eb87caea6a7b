import { expect, test } from 'vitest';
import { ModelBuilder } from '../../src/language/builder.ts';
import { domainValues } from '../../src/language/domain.ts';
import { constant, term } from '../../src/language/expression.ts';
import { isFeasible } from '../../src/language/holds.ts';
import type { Model } from '../../src/language/model.ts';

function solutionsOf(model: Model): number[][] {
  const found: number[][] = [];
  const each = (values: number[]): void => {
    if (values.length < model.variables.length) {
      for (const value of domainValues(model.variables[values.length]!.domain)) each([...values, value]);
    } else if (isFeasible(model, values)) found.push(values);
  };
  each([]);
  return found;
}

test('an optional interval is done in exactly one way, whose size it has, or in none', () => {
  const model = new ModelBuilder();
  const [start, size, end] = [model.integer(0, 1, 's'), model.integer(1, 3, 'n'), model.integer(0, 4, 'e')];
  const here = model.boolean('here');
  const work = { start: term(start), size: term(size), end: term(end), presence: [here], name: 'work' };
  const ways = model.alternatives(model.interval(work), [{ size: constant(1) }, { size: constant(3), name: 'slow' }]);
  const [fast, slow] = ways.map(({ presence }) => presence![0]!);
  const seen = new Set<string>();
  for (const v of solutionsOf(model.build())) {
    seen.add(v[here] ? `${v[start]}..${v[end]} ${v[fast!]}${v[slow!]}` : `absent ${v[fast!]}${v[slow!]}`);
  }
  expect(seen).toEqual(new Set(['0..1 10', '1..2 10', '0..3 01', '1..4 01', 'absent 00']));
});

test('ways of an interval of another model are refused', () => {
  const other = new ModelBuilder('other').interval({ start: constant(0), size: constant(1) });
  expect(() => new ModelBuilder('mine').alternatives(other, [{}])).toThrow(/another model than mine/);
});
