import { describe, expect, test } from 'vitest';
import { ModelBuilder } from '../../src/language/builder.ts';
import type { Constraint } from '../../src/language/constraints/index.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { constant, not, sum, term } from '../../src/language/expression.ts';
import { cp } from '../../src/rewrite/cp.ts';
import { LIMITS } from '../../src/rewrite/limits.ts';
import { milp } from '../../src/rewrite/milp.ts';
import { rewrite } from '../../src/rewrite/rewrite.ts';

type Data = { vars: number[]; coeffs: number[]; offset: number };
const data = (variable: number): Data => ({ vars: [variable], coeffs: [1], offset: 0 });

describe('rewrite', () => {
  test('gives back the same model when there is nothing to do', () => {
    const m = new ModelBuilder();
    m.add(compare(sum([m.boolean(), m.boolean()]), '<=', 1));
    const model = m.build();
    expect(rewrite(model, milp)).toEqual({ model, steps: [] });
    expect(rewrite(model, milp).model).toBe(model);
  });

  test('keeps what it does not touch as the same objects in the same order', () => {
    const m = new ModelBuilder();
    const [a, b] = [m.boolean('a'), m.boolean('b')];
    m.add(compare(sum([a, b]), '<=', 1));
    m.add({ kind: 'boolOr', literals: [a, not(b)] });
    m.add(compare(sum([a, b]), '>=', 0));
    const model = m.build();
    const { model: rows } = rewrite(model, milp);
    expect(rows.constraints[0]).toBe(model.constraints[0]);
    expect(rows.constraints[2]).toBe(model.constraints[2]);
    expect(rows.variables[0]).toBe(model.variables[0]);
    expect(rows.constraints[1]).toMatchObject({ kind: 'linear', vars: [a, b], coeffs: [1, -1] });
  });

  test('keeps hint, strategies, objective and name', () => {
    const m = new ModelBuilder('kept');
    const [a, b] = [m.boolean('a'), m.boolean('b')];
    m.add({ kind: 'boolOr', literals: [a, b] });
    m.hint(a, true);
    m.strategy({ exprs: [term(b)], variableSelection: 'first', valueSelection: 'maxValue' });
    m.minimize(sum([a, b]));
    const model = m.build();
    const { name, hint, strategies, objective } = rewrite(model, milp).model;
    expect({ name, hint, strategies, objective }).toEqual({
      name: model.name,
      hint: model.hint,
      strategies: model.strategies,
      objective: model.objective,
    });
  });

  test('passes owner and name on to what it posts, and the owner to what it appends', () => {
    const m = new ModelBuilder();
    const [x, y, p] = [m.integer(0, 3, 'x'), m.integer(0, 3, 'y'), m.boolean('p')];
    m.owned('the rule', () =>
      m.add(
        { kind: 'max', target: data(x), exprs: [data(y), { ...constant(2), vars: [], coeffs: [] }] },
        {
          name: 'peak',
          enforce: [p],
        },
      ),
    );
    const { model } = rewrite(m.build(), milp);
    expect(model.constraints.length).toBeGreaterThan(2);
    for (const c of model.constraints) expect(c).toMatchObject({ owner: 'the rule', name: 'peak' });
    expect(model.variables.slice(3).map(({ owner }) => owner)).toEqual(['the rule', 'the rule']);
  });

  test('says for each step what it replaced and added', () => {
    const m = new ModelBuilder();
    const literals = ['a', 'b', 'c'].map((name) => m.boolean(name));
    m.add({ kind: 'boolXor', literals });
    m.add({ kind: 'boolXor', literals });
    m.add({ kind: 'boolAnd', literals: literals.slice(1) }, { enforce: [literals[0]!] });
    // An xor of three becomes one row with one integer 0..1; an enforced conjunction of two becomes two rows.
    expect(rewrite(m.build(), milp).steps).toEqual([
      { rewrite: 'boolXorToLinear', replaced: 2, variables: 2, constraints: 2 },
      { rewrite: 'boolAndToLinear', replaced: 1, variables: 0, constraints: 2 },
    ]);
  });

  test('creates the indicators of an expression once, however it is scaled', () => {
    const m = new ModelBuilder();
    const [x, y] = [m.integer(0, 3, 'x'), m.integer(0, 3, 'y')];
    m.add({ kind: 'allDifferent', exprs: [data(x), data(y)] });
    const once = rewrite(m.build(), milp).model.variables.length;
    m.add({
      kind: 'allDifferent',
      exprs: [
        { ...data(x), offset: 5 },
        { vars: [y], coeffs: [-2], offset: 1 },
      ],
    });
    // Four values each: eight indicators behind the two variables, for both constraints.
    expect(once).toBe(2 + 8);
    expect(rewrite(m.build(), milp).model.variables.length).toBe(once);
  });

  test('shares the order of a pair of intervals between constraints', () => {
    const m = new ModelBuilder();
    const [a, b] = ['a', 'b'].map((name) => m.interval({ start: term(m.integer(0, 5, name)), size: constant(2) }));
    m.noOverlap([a!, b!]);
    m.noOverlap([b!, a!]);
    expect(rewrite(m.build(), milp).model.variables.length).toBe(3);
  });

  test('makes one row of a clause, at most one and exactly one', () => {
    const m = new ModelBuilder();
    const literals = Array.from({ length: 6 }, () => m.boolean());
    for (const kind of ['boolOr', 'atMostOne', 'exactlyOne'] as const) m.add({ kind, literals });
    const { model } = rewrite(m.build(), milp);
    expect(model.constraints.map((c) => c.kind === 'linear' && c.domain)).toEqual([
      [1, Infinity],
      [-Infinity, 1],
      [1, 1],
    ]);
    expect(model.variables.length).toBe(6);
  });

  test('leaves the whole language to constraint programming, and rewrites only what CP-SAT does not take', () => {
    const m = new ModelBuilder();
    const literals = ['a', 'b', 'c'].map((name) => m.boolean(name));
    m.add({ kind: 'boolXor', literals }, { enforce: [literals[0]!] });
    m.add({ kind: 'allDifferent', exprs: literals.map(data) });
    expect(rewrite(m.build(), cp).steps).toEqual([]);
  });
});

describe('a rewriting that would explode is refused:', () => {
  const wide = 100_000;
  const cases: Record<string, (m: ModelBuilder) => Constraint> = {
    'pairs of intervals': (m) => {
      const start = term(m.integer(0, wide));
      const { index } = m.interval({ start, size: constant(1) });
      return { kind: 'noOverlap', intervals: new Array<number>(700).fill(index) };
    },
    'pairs of expressions': (m) => ({
      kind: 'allDifferent',
      exprs: Array.from({ length: 700 }, () => data(m.integer(0, wide))),
    }),
    'values of an index': (m) => ({
      kind: 'element',
      index: data(m.integer(0, wide)),
      exprs: Array.from({ length: wide + 1 }, (_, i) => ({ vars: [], coeffs: [], offset: i })),
      target: data(m.integer(0, wide)),
    }),
    'tuples of a table': (m) => ({
      kind: 'table',
      exprs: [data(m.integer(0, wide + 9))],
      tuples: Array.from({ length: wide + 9 }, (_, i) => [i]),
    }),
    'transitions of an automaton': (m) => ({
      kind: 'automaton',
      exprs: Array.from({ length: 21 }, () => data(m.integer(0, 1))),
      start: 0,
      finals: [0],
      transitions: Array.from({ length: 10_000 }, (_, i) => [i, 0, i + 1]),
    }),
  };

  test.each(Object.entries(cases))('%s', (_, build) => {
    const m = new ModelBuilder();
    const constraint = build(m);
    m.add(constraint, { name: 'huge' });
    const model = m.build();
    expect(() => rewrite(model, milp)).toThrow(
      expect.objectContaining({
        code: 'engine/unsupported',
        message: expect.stringMatching(new RegExp(`The ${constraint.kind} huge has [0-9]+ .*at most .*cp-sat`, 's')),
        details: expect.objectContaining({ kind: constraint.kind, engines: ['cp-sat'] }),
      }),
    );
  });

  test('at one more than the limit, not at the limit', () => {
    const tables = (count: number) => {
      const m = new ModelBuilder();
      const tuples = Array.from({ length: count }, (_, i) => [i]);
      m.add({ kind: 'table', exprs: [data(m.integer(0, count))], tuples });
      return m.build();
    };
    expect(() => rewrite(tables(LIMITS.tuples), milp)).not.toThrow();
    expect(() => rewrite(tables(LIMITS.tuples + 1), milp)).toThrow();
  });

  test('a product whose row would leave the safe integers', () => {
    const m = new ModelBuilder();
    const factors = Array.from({ length: 2 }, () => data(m.integer(-(2 ** 26), 2 ** 26)));
    m.add({ kind: 'multiplication', target: data(m.integer(0, 9)), exprs: factors });
    expect(() => rewrite(m.build(), milp)).toThrow(expect.objectContaining({ code: 'engine/unsupported' }));
  });
});
