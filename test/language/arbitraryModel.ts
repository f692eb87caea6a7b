import fc from 'fast-check';
import type { Constraint, ConstraintOf, Kind } from '../../src/language/constraints/index.ts';
import { KINDS } from '../../src/language/constraints/index.ts';
import { type Domain, normalDomain } from '../../src/language/domain.ts';
import type { Expression } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';
import { VALUE_SELECTIONS, VARIABLE_SELECTIONS } from '../../src/language/model.ts';
import type { Interval } from '../../src/language/variables.ts';

/** The first are Booleans, the others integers. */
const BOOLEANS = 4;
const INTEGERS = 4;
const INTERVALS = 3;

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', '"', '\\', '\n\t\u0001', '#{'),
);
const named = fc.record({ name: text }, { requiredKeys: [] });
const number = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 }));
const literal = fc.integer({ min: -BOOLEANS, max: BOOLEANS - 1 });
const literals = fc.array(literal, { maxLength: 4 });
const variable = fc.nat(BOOLEANS + INTEGERS - 1);
const interval = fc.nat(INTERVALS - 1);

const finite: fc.Arbitrary<Domain> = fc
  .array(fc.tuple(number, fc.nat(5)), { minLength: 1, maxLength: 3 })
  .map((ranges) => normalDomain(ranges.map(([lo, width]) => [lo, lo + width] as const)));

const domain: fc.Arbitrary<Domain> = fc.tuple(finite, fc.boolean(), fc.boolean()).map(([ranges, below, above]) => {
  const open = [...ranges];
  if (below) open[0] = Number.NEGATIVE_INFINITY;
  if (above) open[open.length - 1] = Number.POSITIVE_INFINITY;
  return open;
});

const terms = fc.array(fc.tuple(variable, fc.integer({ min: -99, max: 99 })), { maxLength: 3 });

const expression: fc.Arbitrary<Expression & { vars: number[]; coeffs: number[] }> = fc
  .tuple(terms, number)
  .map(([list, offset]) => ({ vars: list.map(([v]) => v), coeffs: list.map(([, c]) => c), offset }));

/** An expression of at most one variable within 0..20, for demands and divisors. */
const positive = fc
  .integer({ min: 1, max: 20 })
  .map((offset) => ({ vars: [] as number[], coeffs: [] as number[], offset }));

const expressions = fc.array(expression, { maxLength: 3 });
const someExpressions = fc.array(expression, { minLength: 1, maxLength: 3 });

function lists<T>(...items: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<T[]> {
  return fc.array(fc.tuple(...items) as fc.Arbitrary<T>, { maxLength: 3 });
}

const arcs = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.array(literal, { minLength: 9, maxLength: 9 }))
  .map(([nodes, chosen]) => {
    const pairs = Array.from({ length: nodes * nodes }, (_, i) => [Math.floor(i / nodes), i % nodes] as const);
    return {
      tails: pairs.map(([tail]) => tail),
      heads: pairs.map(([, head]) => head),
      literals: pairs.map((_, i) => chosen[i]!),
    };
  });

type Own<K extends Kind> = Omit<ConstraintOf<K>, 'kind' | 'name' | 'enforce' | 'owner'>;

const pair = fc.record({ target: expression, exprs: expressions });
const quotient = fc.record({ target: expression, dividend: expression, divisor: positive });
const onlyLiterals = fc.record({ literals });

/** Every kind with random contents that mean something. */
const OWN = {
  linear: fc.tuple(terms, domain).map(([list, values]) => {
    return { vars: list.map(([v]) => v), coeffs: list.map(([, c]) => c), domain: [...values] };
  }),
  boolOr: onlyLiterals,
  boolAnd: onlyLiterals,
  boolXor: onlyLiterals,
  atMostOne: onlyLiterals,
  exactlyOne: onlyLiterals,
  allDifferent: fc.record({ exprs: expressions }),
  element: fc.record({ index: expression, exprs: someExpressions, target: expression }),
  table: fc
    .tuple(someExpressions, fc.array(fc.array(number, { minLength: 3, maxLength: 3 })), fc.boolean())
    .map(([exprs, rows, negated]) => {
      const tuples = rows.map((row) => row.slice(0, exprs.length));
      return { exprs, tuples, ...(negated ? { negated } : {}) };
    }),
  automaton: fc
    .tuple(expressions, number, fc.array(number, { minLength: 1, maxLength: 3 }))
    .map(([exprs, start, finals]) => {
      return {
        exprs,
        start,
        finals,
        transitions: finals.map((state, i): [number, number, number] => [start, i, state]),
      };
    }),
  circuit: arcs,
  multipleCircuit: arcs.map(({ tails, heads, literals: chosen }) => {
    return { tails: tails.slice(1), heads: heads.slice(1), literals: chosen.slice(1) };
  }),
  inverse: lists<[number, number]>(variable, variable).map((list) => {
    return { direct: list.map(([v]) => v), inverse: list.map(([, v]) => v) };
  }),
  max: fc.record({ target: expression, exprs: someExpressions }),
  multiplication: pair.map(({ target, exprs }) => ({ target, exprs: exprs.slice(0, 1) })),
  division: quotient,
  modulo: quotient,
  noOverlap: fc.record({ intervals: fc.array(interval, { maxLength: 3 }) }),
  noOverlap2D: lists<[number, number]>(interval, interval).map((list) => {
    return { x: list.map(([i]) => i), y: list.map(([, i]) => i) };
  }),
  cumulative: fc
    .tuple(lists<[number, typeof positive extends fc.Arbitrary<infer E> ? E : never]>(interval, positive), expression)
    .map(([list, capacity]) => ({ intervals: list.map(([i]) => i), demands: list.map(([, d]) => d), capacity })),
  reservoir: fc
    .tuple(
      fc.array(fc.tuple(expression, expression, literal), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.nat(9),
      fc.nat(9),
    )
    .map(([list, active, below, above]) => ({
      times: list.map(([time]) => time),
      changes: list.map(([, change]) => change),
      ...(active ? { actives: list.map(([, , l]) => l) } : {}),
      minLevel: 0 - below,
      maxLevel: above,
    })),
} satisfies { readonly [K in Kind]: fc.Arbitrary<Own<K>> };

const common = fc.record({ name: text, enforce: literals, owner: text }, { requiredKeys: [] });

const constraint: fc.Arbitrary<Constraint> = fc.oneof(
  ...Object.keys(KINDS).map((kind) =>
    fc
      .tuple(common, OWN[kind as Kind] as fc.Arbitrary<object>)
      .map(([base, own]) => ({ kind, ...base, ...own }) as unknown as Constraint),
  ),
);

const anInterval: fc.Arbitrary<Interval> = fc
  .tuple(common, expression, expression, expression)
  .map(([{ enforce, ...base }, start, size, end]) => ({
    ...base,
    start,
    size,
    end,
    ...(enforce ? { presence: enforce } : {}),
  }));

const objective = fc
  .record(
    {
      sense: fc.constantFrom('minimize' as const, 'maximize' as const),
      terms,
      offset: fc.oneof(number, fc.double({ min: -1e6, max: 1e6, noNaN: true })),
      scale: fc.constantFrom(0.5, 2, 1e-3, 1e9),
      domain: finite,
    },
    { requiredKeys: ['sense', 'terms', 'offset'] },
  )
  .map(({ terms: list, ...rest }) => ({
    ...rest,
    offset: rest.offset + 0,
    vars: list.map(([v]) => v),
    coeffs: list.map(([, c]) => c),
  }));

const strategy = fc.record({
  exprs: expressions,
  variableSelection: fc.constantFrom(...VARIABLE_SELECTIONS),
  valueSelection: fc.constantFrom(...VALUE_SELECTIONS),
});

/** Models of every part of the language that pass all checks. */
export const arbitraryModel: fc.Arbitrary<Model> = fc
  .record({
    base: named,
    booleans: fc.array(named, { minLength: BOOLEANS, maxLength: BOOLEANS }),
    integers: fc.array(fc.tuple(named, finite), { minLength: INTEGERS, maxLength: INTEGERS }),
    intervals: fc.array(anInterval, { minLength: INTERVALS, maxLength: INTERVALS }),
    constraints: fc.array(constraint, { maxLength: 6 }),
    extra: fc.record(
      {
        objective,
        hint: fc.uniqueArray(fc.tuple(fc.nat(BOOLEANS - 1), fc.nat(1)), { minLength: 1, selector: ([v]) => v }),
        assumptions: fc.array(literal, { minLength: 1, maxLength: 3 }),
        strategies: fc.array(strategy, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ base, booleans, integers, intervals, constraints, extra: { hint, ...extra } }) => ({
    dovetail: 1,
    ...base,
    variables: [
      ...booleans.map((v) => ({ ...v, domain: [0, 1] })),
      ...integers.map(([v, values]) => ({ ...v, domain: values })),
    ],
    intervals,
    constraints,
    ...extra,
    ...(hint ? { hint: { vars: hint.map(([v]) => v), values: hint.map(([, value]) => value) } } : {}),
  }));
