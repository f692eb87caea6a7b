import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../src/language/builder.ts';
import { indicatorsOf } from '../../src/language/conjunctions.ts';
import type { Constraint } from '../../src/language/constraints/index.ts';
import { compare, within } from '../../src/language/constraints/linear.ts';
import { maxEquality, minEquality } from '../../src/language/constraints/max.ts';
import { constant, type Literal, minus, not, plus, sum, term, times } from '../../src/language/expression.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { type DuplicateConjunction, ledger } from '../../src/language/ledger.ts';

describe('counts', () => {
  const model = new ModelBuilder();
  const [a, b] = [model.boolean(), model.boolean()];
  model.owned('rides', () => {
    const start = model.integer(0, 9);
    const ride = model.interval({ start: term(start), size: constant(2), presence: [a] });
    model.noOverlap([ride, ride]);
    model.add(compare(plus(term(start), term(a)), '<=', 5), { enforce: [b, not(a)] });
    model.add({ kind: 'boolOr', literals: [a, b] });
  });
  const { owners, total } = ledger(model.build());

  it('are kept by owner, with what has none apart', () => {
    expect([...owners.keys()]).toEqual(['', 'rides']);
    expect({ ...owners.get('')! }).toEqual({
      variables: 2,
      booleans: 2,
      intervals: 0,
      constraints: 0,
      kinds: {},
      terms: 0,
    });
  });

  it('count each reference to a variable or interval as a term', () => {
    // The interval: start, end = start + 2 and its presence, 3; noOverlap: 2; linear: 2 + 2 conditions; boolOr: 2.
    expect({ ...owners.get('rides')! }).toEqual({
      variables: 1,
      booleans: 0,
      intervals: 1,
      constraints: 3,
      kinds: { noOverlap: 1, linear: 1, boolOr: 1 },
      terms: 3 + 2 + 4 + 2,
    });
  });

  it('add up', () => {
    expect({ ...total }).toEqual({
      variables: 3,
      booleans: 2,
      intervals: 1,
      constraints: 3,
      kinds: { noOverlap: 1, linear: 1, boolOr: 1 },
      terms: 11,
    });
  });
});

const clause = (...literals: Literal[]): Constraint => ({ kind: 'boolOr', literals });
const when = (condition: Literal, constraint: Constraint): Constraint => ({ ...constraint, enforce: [condition] });

/** Ways to say by hand that b is true exactly when s, t and u all are. */
const ENCODINGS: Record<string, (b: Literal, s: readonly [Literal, Literal, Literal]) => Constraint[]> = {
  'a conjunction under b and a clause': (b, s) => [
    when(b, { kind: 'boolAnd', literals: [...s] }),
    clause(b, ...s.map(not)),
  ],
  'implications one by one and a clause': (b, s) => [...s.map((l) => when(b, clause(l))), clause(...s.map(not), b)],
  'two-literal clauses and b under all of them': (b, s) => [
    ...s.map((l) => clause(not(b), l)),
    { kind: 'boolAnd', literals: [b], enforce: [...s] },
  ],
  'opposite implications': (b, s) => [...s.map((l) => when(not(l), clause(not(b)))), { ...clause(b), enforce: [...s] }],
  'b <= s one by one and b >= sum - 2': (b, s) => [
    ...s.map((l) => compare(term(b), '<=', term(l))),
    compare(term(b), '>=', plus(sum(s), constant(-2))),
  ],
  'sum = 3 if b, sum <= 2 if not b': (b, s) => [
    when(b, compare(sum(s), '=', 3)),
    when(not(b), compare(sum(s), '<=', 2)),
  ],
  '3 b <= sum and b >= sum - 2': (b, s) => [
    compare(times(term(b), 3), '<=', sum(s)),
    compare(minus(term(b), sum(s)), '>=', -2),
  ],
  '0 <= sum - 3 b <= 2': (b, s) => [within(minus(sum(s), times(term(b), 3)), [0, 2])],
  'b = s * t * u': (b, s) => [{ kind: 'multiplication', target: term(b), exprs: s.map((l) => term(l)) }],
  'b = min': (b, s) => [
    minEquality(
      term(b),
      s.map((l) => term(l)),
    ),
  ],
  'not b = max of the opposites': (b, s) => [
    maxEquality(
      term(not(b)),
      s.map((l) => term(not(l))),
    ),
  ],
};

/** A model with the shared conjunction of a, !b and c, and the same encoded by hand as `mine`. */
function twice(encoding: string): DuplicateConjunction[] {
  const model = new ModelBuilder();
  const [a, b, c] = [model.boolean('a'), model.boolean('b'), model.boolean('c')];
  model.owned('rules', () => model.conjunction([a, not(b), c], 'all'));
  const mine = model.owned('by hand', () => model.boolean('mine'));
  for (const constraint of ENCODINGS[encoding]!(mine, [c, a, not(b)])) model.add(constraint);
  return [...ledger(model.build()).duplicates];
}

describe('a conjunction that is encoded a second time by hand', () => {
  it.each(Object.keys(ENCODINGS))('as %s is reported with names and owners', (encoding) => {
    const [duplicate, ...others] = twice(encoding);
    expect(others).toEqual([]);
    expect(duplicate!.literals).toEqual(['!b', 'a', 'c']);
    expect(new Map(duplicate!.indicators.map((i) => [i.name, i.owner]))).toEqual(
      new Map([
        ['all', 'rules'],
        ['mine', 'by hand'],
      ]),
    );
  });

  it.each(Object.keys(ENCODINGS))('as %s is not reported when half of it is missing', (encoding) => {
    const model = new ModelBuilder();
    const [a, b, c] = [model.boolean(), model.boolean(), model.boolean()];
    model.conjunction([a, b, c]);
    const mine = model.boolean();
    const all = ENCODINGS[encoding]!(mine, [a, b, c]);
    for (const constraint of all.slice(0, all.length - 1)) model.add(constraint);
    expect(ledger(model.build()).duplicates).toEqual([]);
  });

  it('is not reported for another set', () => {
    const model = new ModelBuilder();
    const [a, b, c] = [model.boolean(), model.boolean(), model.boolean()];
    model.conjunction([a, b]);
    model.conjunction([a, b, c]);
    model.conjunction([a, not(b)]);
    expect(indicatorsOf(model.build())).toHaveLength(3);
    expect(ledger(model.build()).duplicates).toEqual([]);
  });

  it("has the owner of the constraint when the literal is nobody's", () => {
    const model = new ModelBuilder();
    const [a, b, mine] = [model.boolean('a'), model.boolean('b'), model.boolean('mine')];
    const both = model.conjunction([a, b]);
    const product = { target: term(mine), exprs: [term(b), term(a)] };
    model.owned('breaks', () => model.add({ kind: 'multiplication', ...product }));
    const [duplicate] = ledger(model.build()).duplicates;
    expect(duplicate!.indicators).toContainEqual({ name: 'mine', literal: mine, owner: 'breaks' });
    expect(duplicate!.indicators).toContainEqual({ name: `x${both}`, literal: both, owner: '' });
  });
});

describe('an indicator that is found', () => {
  const literal = fc.integer({ min: -4, max: 3 });
  const some = fc.uniqueArray(literal, { minLength: 1, maxLength: 3 });
  const conditions = fc.array(literal, { maxLength: 2 });
  const linear = fc.tuple(
    some,
    fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }),
    fc.integer({ min: -3, max: 4 }),
  );
  const constraint: fc.Arbitrary<Constraint> = fc
    .oneof(
      some.map((literals): Constraint => ({ kind: 'boolOr', literals })),
      some.map((literals): Constraint => ({ kind: 'boolAnd', literals })),
      linear.map(([list, coeffs, limit]) => {
        const e = list.map((l, i) => times(term(l), coeffs[i]!)).reduce(plus, constant(0));
        return compare(e, limit % 2 ? '>=' : '=', limit);
      }),
      fc.tuple(literal, some).map(([b, s]) =>
        maxEquality(
          term(b),
          s.map((l) => term(l)),
        ),
      ),
      fc
        .tuple(literal, some)
        .map(([b, s]): Constraint => ({ kind: 'multiplication', target: term(b), exprs: s.map((l) => term(l)) })),
      fc.tuple(literal, some).map(([b, s]) =>
        minEquality(
          term(b),
          s.map((l) => term(l)),
        ),
      ),
    )
    .chain((c) => conditions.map((enforce) => (enforce.length ? { ...c, enforce } : c)));
  const encoded = fc.constantFrom(...Object.values(ENCODINGS)).map((encode) => encode(0, [1, -3, 3]));

  it('is true exactly when its set is, in every solution', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(constraint, { maxLength: 5 }), encoded, fc.nat(4), (list, hand, kept) => {
        const model = new ModelBuilder();
        for (let i = 0; i < 4; i++) model.boolean();
        for (const c of [...list, ...hand.slice(0, kept)]) model.add(c);
        const built = model.build();
        for (let bits = 0; bits < 16; bits++) {
          const values = [0, 1, 2, 3].map((i) => (bits >> i) & 1);
          if (!isFeasible(built, values)) continue;
          const truth = (l: Literal): boolean => (l < 0 ? values[-1 - l] === 0 : values[l] === 1);
          for (const { literal: b, set } of indicatorsOf(built)) {
            found++;
            expect(truth(b)).toBe(set.every(truth));
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(500);
  });
});

it('a model of 20,000 conjunctions that share literals is read without trying pairs', () => {
  const model = new ModelBuilder();
  const literals = Array.from({ length: 20_001 }, () => model.boolean());
  for (let i = 0; i < 20_000; i++) model.conjunction([literals[i]!, literals[i + 1]!]);
  model.add({ kind: 'boolOr', literals });
  model.add({ kind: 'boolAnd', literals, enforce: [literals[0]!] });
  expect(indicatorsOf(model.build())).toHaveLength(20_000);
});
