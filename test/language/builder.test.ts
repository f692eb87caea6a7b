import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/errors.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import type { Constraint } from '../../src/language/constraints/index.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { constant, not, plus, sum, term, weighted } from '../../src/language/expression.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { refused } from './refused.ts';

/** A builder with a Boolean `on` (0), an integer `speed` in 0..10 (1) and an interval `ride` (0). */
function builder(): ModelBuilder {
  const model = new ModelBuilder('trip');
  model.boolean('on');
  model.integer(0, 10, 'speed');
  model.interval({ start: term(1), size: constant(3), name: 'ride' });
  return model;
}

const [on, speed] = [term(0), term(1)];
const c = constant;
const arcs = { tails: [0, 1], heads: [1, 0], literals: [0, 0] };

describe('the builder refuses', () => {
  const add = (constraint: Constraint) => (m: ModelBuilder) => m.add(constraint);
  const cases: [sentence: string, code: ErrorCode, parts: string[], act: (m: ModelBuilder) => unknown][] = [
    ['a domain upside down', 'model/empty-domain', ['variable height', '[5, 2]'], (m) => m.integer(5, 2, 'height')],
    ['a fractional bound', 'model/not-integer', ['variable height', '0.5'], (m) => m.integer(0.5, 2, 'height')],
    [
      'a bound beyond the safe integers',
      'model/overflow',
      ['height', '2^53 - 1'],
      (m) => m.integer(0, 2 ** 60, 'height'),
    ],
    ['a variable without bound', 'model/overflow', ['variable x2', 'has no bound'], (m) => m.integer(0, Infinity)],
    [
      'a clause on an integer',
      'model/not-boolean',
      ['boolOr', 'speed', '[0, 10]'],
      add({ kind: 'boolOr', literals: [1] }),
    ],
    [
      'an integer as a condition',
      'model/not-boolean',
      ['cap', 'speed'],
      (m) => m.add(compare(on, '<=', 1), { name: 'cap', enforce: [1] }),
    ],
    ['an integer in an assumption', 'model/not-boolean', ['assumption', 'speed'], (m) => m.assume(1)],
    ['an integer in a conjunction', 'model/not-boolean', ['conjunction', 'speed'], (m) => m.conjunction([0, 1])],
    [
      'an unknown variable',
      'model/unknown-variable',
      ['linear', 'variable 9', 'has 2'],
      add(compare(term(9), '<=', 1)),
    ],
    [
      'a negated literal in a sum',
      'model/unknown-variable',
      ['variable -1'],
      add({ kind: 'linear', vars: [-1], coeffs: [1], domain: [0, 1] }),
    ],
    [
      'an unknown literal',
      'model/unknown-variable',
      ['atMostOne', 'variable 4'],
      add({ kind: 'atMostOne', literals: [-5] }),
    ],
    [
      'an unknown interval',
      'model/unknown-interval',
      ['noOverlap', 'interval 3', 'has 1'],
      add({ kind: 'noOverlap', intervals: [3] }),
    ],
    [
      'a fractional coefficient',
      'model/not-integer',
      ['linear', 'coefficient 0.5'],
      add(compare(term(1, 0.5), '<=', 1)),
    ],
    [
      'a fractional constant',
      'model/not-integer',
      ['max', 'constant 1.5'],
      add({ kind: 'max', target: c(1.5), exprs: [on] }),
    ],
    ['a sum that can overflow', 'model/overflow', ['linear', '2^53 - 1'], add(compare(term(1, 2 ** 50), '<=', 1))],
    [
      'more variables than coefficients',
      'model/shape',
      ['1 variables and 0 coefficients'],
      add({ kind: 'linear', vars: [0], coeffs: [], domain: [0, 1] }),
    ],
    [
      'a relation without a value',
      'model/empty-domain',
      ['constraint linear'],
      add({ kind: 'linear', vars: [0], coeffs: [1], domain: [] }),
    ],
    [
      'the maximum of nothing',
      'model/shape',
      ['constraint max', 'nothing'],
      add({ kind: 'max', target: on, exprs: [] }),
    ],
    [
      'an element of nothing',
      'model/shape',
      ['constraint element'],
      add({ kind: 'element', index: on, exprs: [], target: on }),
    ],
    [
      'a divisor that can be 0',
      'model/shape',
      ['division', '0 and 10'],
      add({ kind: 'division', target: on, dividend: on, divisor: speed }),
    ],
    [
      'a modulus that can be 0',
      'model/shape',
      ['modulo', 'can be 0'],
      add({ kind: 'modulo', target: on, dividend: on, divisor: speed }),
    ],
    [
      'a product that can overflow',
      'model/overflow',
      ['multiplication'],
      add({ kind: 'multiplication', target: on, exprs: [c(2 ** 40), c(2 ** 40)] }),
    ],
    [
      'a tuple of another length',
      'model/shape',
      ['[1, 2]', '2 values for 1'],
      add({ kind: 'table', exprs: [on], tuples: [[1], [1, 2]] }),
    ],
    [
      'two ways on from a state',
      'model/shape',
      ['state 0, label 1'],
      add({
        kind: 'automaton',
        exprs: [on],
        start: 0,
        finals: [1],
        transitions: [
          [0, 1, 1],
          [0, 1, 0],
        ],
      }),
    ],
    [
      'an automaton without end',
      'model/shape',
      ['no final state'],
      add({ kind: 'automaton', exprs: [on], start: 0, finals: [], transitions: [] }),
    ],
    [
      'a circuit with unequal lists',
      'model/shape',
      ['2 tails, 1 heads'],
      add({ kind: 'circuit', ...arcs, heads: [1] }),
    ],
    [
      'a circuit with a gap',
      'model/shape',
      ['no arc at node 1'],
      add({ kind: 'circuit', tails: [0, 2], heads: [2, 0], literals: [0, 0] }),
    ],
    [
      'a circuit with a gap as wide as numbers are',
      'model/shape',
      ['the nodes 1 to 999999999999'],
      add({ kind: 'circuit', tails: [0, 1e12], heads: [1e12, 0], literals: [0, 0] }),
    ],
    [
      'routes with a gap',
      'model/shape',
      ['no arc at node 0'],
      add({ kind: 'multipleCircuit', tails: [1], heads: [1], literals: [0] }),
    ],
    [
      'inverses of unequal length',
      'model/shape',
      ['1 and 2 variables'],
      add({ kind: 'inverse', direct: [1], inverse: [1, 1] }),
    ],
    [
      'a demand below 0',
      'model/shape',
      ['cumulative', 'negative'],
      add({ kind: 'cumulative', intervals: [0], demands: [c(-1)], capacity: on }),
    ],
    [
      'more intervals than demands',
      'model/shape',
      ['1 intervals and 0 demands'],
      add({ kind: 'cumulative', intervals: [0], demands: [], capacity: on }),
    ],
    [
      'rectangles with one side',
      'model/shape',
      ['1 intervals in x and 0 in y'],
      add({ kind: 'noOverlap2D', x: [0], y: [] }),
    ],
    [
      'a reservoir that starts outside',
      'model/shape',
      ['level 0, outside 1..2'],
      add({ kind: 'reservoir', times: [], changes: [], minLevel: 1, maxLevel: 2 }),
    ],
    [
      'a reservoir with unequal lists',
      'model/shape',
      ['1 times, 0 changes'],
      add({ kind: 'reservoir', times: [on], changes: [], minLevel: 0, maxLevel: 2 }),
    ],
    ['a fractional hint', 'model/hint', ['speed', '0.5'], (m) => m.hint(1, 0.5)],
    ['a second, other hint', 'model/hint', ['speed', '3 and also 4'], (m) => [3, 4].map((value) => m.hint(1, value))],
    ['a truth value for an integer', 'model/not-boolean', ['hint', 'speed'], (m) => m.hint(1, true)],
    [
      'a second objective',
      'model/objective',
      ['already has an objective to minimize'],
      (m) => [on, speed].map((e) => m.minimize(e)),
    ],
    [
      'an objective without a positive scale',
      'model/objective',
      ['scale 0'],
      (m) => m.optimize({ sense: 'minimize', ...on, scale: 0 }),
    ],
    ['a fractional objective', 'model/not-integer', ['objective', '0.5'], (m) => m.minimize(term(0, 0.5))],
    [
      'an interval of another model',
      'model/foreign-interval',
      ['ride', 'trip'],
      (m) => m.noOverlap([...builder().intervals]),
    ],
    [
      'a strategy on an unknown variable',
      'model/unknown-variable',
      ['decision strategy', 'variable 5'],
      (m) => m.strategy({ exprs: [term(5)], variableSelection: 'first', valueSelection: 'minValue' }),
    ],
    [
      'an interval of an unknown variable',
      'model/unknown-variable',
      ['interval away', 'variable 8'],
      (m) => m.interval({ start: term(8), size: constant(1), name: 'away' }),
    ],
  ];

  it.each(cases)('%s (%s)', (_, code, parts, act) => {
    const error = refused(() => act(builder()));
    expect(error.code).toBe(code);
    for (const part of parts) expect(error.message).toContain(part);
    expect(error.message).toContain('\nMaybe ');
  });

  it('nothing of a constraint that it refuses', () => {
    const model = builder();
    refused(() => model.add({ kind: 'boolOr', literals: [1] }));
    refused(() => model.interval({ start: term(8), size: constant(1) }));
    expect([model.build().constraints.length, model.build().intervals.length]).toEqual([0, 1]);
  });
});

describe('conjunctions', () => {
  const literal = fc.integer({ min: -5, max: 4 });
  const consistent = fc.array(literal, { maxLength: 8 }).filter((list) => !list.some((l) => list.includes(not(l))));

  it('the same set in any order and with repetitions is the same literal, posted once', () => {
    const shuffled = fc.tuple(consistent, fc.infiniteStream(fc.nat())).map(([list, noise]) => {
      const repeated = [...list, ...list.slice(0, 2)];
      const keys = repeated.map(() => noise.next().value);
      return [
        list,
        repeated
          .map((l, i) => [l, keys[i]!] as const)
          .sort((a, b) => a[1] - b[1])
          .map(([l]) => l),
      ] as const;
    });
    fc.assert(
      fc.property(shuffled, ([list, again]) => {
        const model = new ModelBuilder();
        for (let i = 0; i < 5; i++) model.boolean();
        const first = model.conjunction(list);
        const [variables, constraints] = [model.variables.length, model.constraints.length];
        expect(model.conjunction(again)).toBe(first);
        expect([model.variables.length, model.constraints.length]).toEqual([variables, constraints]);
        expect(constraints).toBe(new Set(list).size > 1 ? 2 : 0);
      }),
    );
  });

  it('the literal is true exactly when all of the set are, in every assignment', () => {
    fc.assert(
      fc.property(fc.array(literal, { maxLength: 5 }), fc.nat(31), (list, bits) => {
        const model = new ModelBuilder();
        for (let i = 0; i < 5; i++) model.boolean();
        const indicator = model.conjunction(list);
        const values = [0, 1, 2, 3, 4].map((i) => (bits >> i) & 1);
        const truth = (l: number, at: readonly number[]): boolean => (l < 0 ? at[-1 - l] === 0 : at[l] === 1);
        const expected = list.every((l) => truth(l, values));
        const ends = model.variables.length === 5 ? [values] : [0, 1].map((v) => [...values, v]);
        const feasible = ends.filter((at) => isFeasible(model.build(), at));
        expect(feasible.map((at) => truth(indicator, at))).toEqual([expected]);
      }),
    );
  });

  it('of nothing is true, of one is itself, of a contradiction is false', () => {
    const model = builder();
    expect(model.conjunction([0])).toBe(0);
    expect(model.conjunction([])).toBe(model.constant(1));
    expect(model.conjunction([0, not(0)])).toBe(model.constant(0));
    expect(model.constraints).toEqual([]);
  });

  it('belong to whoever asks first', () => {
    const model = new ModelBuilder();
    const [a, b] = [model.boolean(), model.boolean()];
    const both = model.owned('shifts', () => model.conjunction([a, b], 'both'));
    model.owned('breaks', () => model.conjunction([b, a], 'other name'));
    expect(model.variables[both]).toEqual({ domain: [0, 1], name: 'both', owner: 'shifts' });
    expect(model.constraints.map((k) => k.owner)).toEqual(['shifts', 'shifts']);
  });
});

describe('the builder', () => {
  it('labels variables, intervals and constraints with the inner owner, also after a failure', () => {
    const model = new ModelBuilder();
    model.owned('outer', () => {
      model.boolean();
      expect(() =>
        model.owned('inner', () => {
          model.interval({ start: constant(0), size: constant(1) });
          throw new Error('stop');
        }),
      ).toThrow('stop');
      model.add({ kind: 'boolOr', literals: [0] });
    });
    model.boolean();
    expect(model.build()).toEqual({
      dovetail: 1,
      variables: [{ domain: [0, 1], owner: 'outer' }, { domain: [0, 1] }],
      intervals: [{ start: constant(0), size: constant(1), end: constant(1), owner: 'inner' }],
      constraints: [{ kind: 'boolOr', literals: [0], owner: 'outer' }],
    });
  });

  it('keeps one variable for each constant', () => {
    const model = new ModelBuilder();
    expect([model.constant(4), model.constant(5), model.constant(4)]).toEqual([0, 1, 0]);
  });

  it('joins the conditions of a constraint and of its posting, and leaves the given one alone', () => {
    const model = builder();
    const given: Constraint = { kind: 'boolOr', literals: [0], enforce: [0] };
    model.add(given, { name: 'n', enforce: [not(0)] });
    expect(model.constraints).toEqual([{ kind: 'boolOr', literals: [0], name: 'n', enforce: [0, -1] }]);
    expect(given).toEqual({ kind: 'boolOr', literals: [0], enforce: [0] });
  });

  it('hints a negated literal by its variable', () => {
    const model = builder();
    model.hint(not(0), true);
    model.hint(1, 7);
    expect(model.build().hint).toEqual({ vars: [0, 1], values: [0, 7] });
  });

  it('goes on from a model with its indices', () => {
    const model = builder();
    model.maximize(plus(on, speed));
    model.hint(1, 2);
    model.assume(0);
    model.strategy({ exprs: [speed], variableSelection: 'first', valueSelection: 'minValue' });
    model.noOverlap([model.intervals[0]!]);
    const copy = ModelBuilder.from(model.build());
    expect(copy.build()).toEqual(model.build());
    expect(copy.boolean()).toBe(2);
    copy.noOverlap([copy.intervals[0]!]);
    refused(() => copy.minimize(on));
  });

  it('simplifies the objective, so that engines see each variable once', () => {
    const model = builder();
    model.minimize(weighted([0, 1, 0, not(0)], [2, 3, -2, 5]));
    // 2 on + 3 speed - 2 on + 5 (1 - on) = -5 on + 3 speed + 5
    expect(model.build().objective).toEqual({ sense: 'minimize', vars: [0, 1], coeffs: [-5, 3], offset: 5 });
  });

  it('takes 100,000 variables and 300,000 terms', () => {
    const model = new ModelBuilder();
    for (let i = 0; i < 100_000; i++) model.boolean();
    for (let i = 0; i < 100_000; i++) model.add(compare(sum([i, (i + 1) % 100_000, (i + 7) % 100_000]), '<=', 2));
    const built = model.build();
    const terms = built.constraints.reduce((total, k) => total + (k.kind === 'linear' ? k.vars.length : 0), 0);
    expect([built.variables.length, terms]).toEqual([100_000, 300_000]);
  });
});
