import fc from 'fast-check';
import { checkConstraint } from '../../src/language/check.ts';
import type { Constraint, ConstraintOf, Kind } from '../../src/language/constraints/index.ts';
import { BOOLEAN, domainOf } from '../../src/language/domain.ts';
import { not, plus } from '../../src/language/expression.ts';
import type { Model, Objective } from '../../src/language/model.ts';
import type { Interval, VariableData } from '../../src/language/variables.ts';
import type { Part } from '../../src/rewrite/rewrite.ts';

/** Every generated model has these five: Booleans 0, 1, 2 and integers 3, 4. */
const BOOLEANS = [0, 1, 2] as const;
const INTEGERS = [3, 4] as const;

type Data = { vars: number[]; coeffs: number[]; offset: number };

const anyInteger = fc.constantFrom(...INTEGERS);
const anyVariable = fc.constantFrom(...BOOLEANS, ...INTEGERS);
const anyLiteral = fc
  .tuple(fc.constantFrom(...BOOLEANS), fc.boolean())
  .map(([variable, negated]) => (negated ? not(variable) : variable));
const someLiterals = fc.array(anyLiteral, { maxLength: 5 });
const coefficient = fc.constantFrom(1, 1, -1, 2, -3);
const smallNumber = fc.integer({ min: -3, max: 4 });

/** A constant, a variable with a coefficient, or a sum of two. */
const anyExpression: fc.Arbitrary<Data> = fc
  .tuple(fc.array(fc.tuple(anyVariable, coefficient), { maxLength: 2 }), fc.integer({ min: -2, max: 3 }))
  .map(([terms, offset]) => ({ vars: terms.map(([v]) => v), coeffs: terms.map(([, c]) => c), offset }));

const notNegative: fc.Arbitrary<Data> = fc.oneof(
  fc.integer({ min: 0, max: 3 }).map((offset) => ({ vars: [], coeffs: [], offset })),
  fc
    .tuple(fc.constantFrom(...BOOLEANS), fc.integer({ min: -2, max: 2 }), fc.nat(1))
    .map(([v, c, more]) => ({ vars: [v], coeffs: [c], offset: Math.max(0, -c) + more })),
);

const positive = notNegative.map((e) => ({ ...e, offset: e.offset + 1 }));

const nonZero = fc
  .tuple(positive, fc.boolean())
  .map(([e, negative]) => (negative ? { vars: e.vars, coeffs: e.coeffs.map((c) => 0 - c), offset: 0 - e.offset } : e));

const someExpressions = (minLength: number, maxLength: number) => fc.array(anyExpression, { minLength, maxLength });

/** Domains of up to six values, with holes, negative values or a single value. */
const anyDomain = fc.uniqueArray(smallNumber, { minLength: 1, maxLength: 6 }).map(domainOf);

/** Domains of a row, which may have no bound. */
const rowDomain = fc
  .tuple(fc.uniqueArray(fc.integer({ min: -6, max: 8 }), { minLength: 1, maxLength: 6 }), fc.boolean(), fc.boolean())
  .map(([values, noLow, noHigh]) => {
    const domain = domainOf(values);
    if (noLow) domain[0] = Number.NEGATIVE_INFINITY;
    if (noHigh) domain[domain.length - 1] = Number.POSITIVE_INFINITY;
    return domain;
  });

type Arc = [tail: number, head: number, literal: number];

/** Arcs among up to four nodes; no self-loop twice, and for routes none at node 0. */
const arcs = (kind: 'circuit' | 'multipleCircuit') =>
  fc
    .integer({ min: 1, max: 4 })
    .chain((nodes) => {
      const node = fc.nat(nodes - 1);
      // One arc at each node first, because a node without an arc is not allowed.
      const first = fc.tuple(...Array.from({ length: nodes }, () => fc.tuple(node, anyLiteral, fc.boolean())));
      return fc.tuple(first, fc.array(fc.tuple(node, node, anyLiteral), { maxLength: 7 }));
    })
    .map(([first, others]) => {
      const looped = new Set<number>(kind === 'multipleCircuit' ? [0] : []);
      const list = [
        ...first.map(([other, literal, out], at): Arc => (out ? [at, other, literal] : [other, at, literal])),
        ...others,
      ].filter(([tail, head]) => tail !== head || (!looped.has(tail) && looped.add(tail)));
      return { tails: list.map(([t]) => t), heads: list.map(([, h]) => h), literals: list.map(([, , l]) => l) };
    });

const intervalIndex = fc.nat(2);
const someIntervals = fc.array(intervalIndex, { maxLength: 4 });

/** Between two families. */
const transitionTimes = fc.array(fc.array(fc.nat(2), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 2 });

/** Constraints of each kind over the five variables and three intervals. */
const CONSTRAINTS: { readonly [K in Kind]: fc.Arbitrary<ConstraintOf<K>> } = {
  linear: fc
    .tuple(fc.array(fc.tuple(anyVariable, coefficient), { maxLength: 4 }), rowDomain)
    .map(([terms, domain]) => ({
      kind: 'linear',
      vars: terms.map(([v]) => v),
      coeffs: terms.map(([, c]) => c),
      domain,
    })),
  boolOr: fc.record({ kind: fc.constant('boolOr'), literals: someLiterals }),
  boolAnd: fc.record({ kind: fc.constant('boolAnd'), literals: someLiterals }),
  boolXor: fc.record({ kind: fc.constant('boolXor'), literals: someLiterals }),
  atMostOne: fc.record({ kind: fc.constant('atMostOne'), literals: someLiterals }),
  exactlyOne: fc.record({ kind: fc.constant('exactlyOne'), literals: someLiterals }),
  allDifferent: fc.record({ kind: fc.constant('allDifferent'), exprs: someExpressions(0, 4) }),
  element: fc.record({
    kind: fc.constant('element'),
    index: anyExpression,
    exprs: someExpressions(1, 4),
    target: anyExpression,
  }),
  table: fc.nat(3).chain((width) =>
    fc.record({
      kind: fc.constant('table'),
      exprs: someExpressions(width, width),
      tuples: fc.array(fc.array(smallNumber, { minLength: width, maxLength: width }), { maxLength: 6 }),
      negated: fc.boolean(),
    }),
  ),
  automaton: fc
    .record({
      exprs: someExpressions(0, 4),
      start: fc.nat(2),
      finals: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }),
      transitions: fc.uniqueArray(fc.tuple(fc.nat(2), fc.integer({ min: -1, max: 3 }), fc.nat(2)), {
        maxLength: 10,
        selector: ([from, label]) => `${from} ${label}`,
      }),
    })
    .map((parts) => ({ kind: 'automaton', ...parts })),
  circuit: arcs('circuit').map((parts) => ({ kind: 'circuit', ...parts })),
  multipleCircuit: arcs('multipleCircuit').map((parts) => ({ kind: 'multipleCircuit', ...parts })),
  inverse: fc.integer({ min: 0, max: 3 }).chain((n) => {
    const list = fc.array(anyVariable, { minLength: n, maxLength: n });
    return fc.record({ kind: fc.constant('inverse'), direct: list, inverse: list });
  }),
  max: fc.record({ kind: fc.constant('max'), target: anyExpression, exprs: someExpressions(1, 4) }),
  multiplication: fc.record({
    kind: fc.constant('multiplication'),
    target: anyExpression,
    exprs: someExpressions(0, 3),
  }),
  division: fc.record({
    kind: fc.constant('division'),
    target: anyExpression,
    dividend: anyExpression,
    divisor: nonZero,
  }),
  modulo: fc.record({ kind: fc.constant('modulo'), target: anyExpression, dividend: anyExpression, divisor: positive }),
  noOverlap: fc
    .tuple(someIntervals, fc.option(fc.tuple(fc.array(fc.nat(1), { minLength: 4, maxLength: 4 }), transitionTimes)))
    .map(([intervals, between]) => ({
      kind: 'noOverlap',
      intervals,
      ...(between ? { transitions: { families: between[0].slice(0, intervals.length), times: between[1] } } : {}),
    })),
  noOverlap2D: fc.array(fc.tuple(intervalIndex, intervalIndex), { maxLength: 3 }).map((rectangles) => ({
    kind: 'noOverlap2D',
    x: rectangles.map(([x]) => x),
    y: rectangles.map(([, y]) => y),
  })),
  cumulative: fc.tuple(fc.array(fc.tuple(intervalIndex, notNegative), { maxLength: 4 }), anyExpression).map(
    ([tasks, capacity]): ConstraintOf<'cumulative'> => ({
      kind: 'cumulative',
      intervals: tasks.map(([interval]) => interval),
      demands: tasks.map(([, demand]) => demand),
      capacity,
    }),
  ),
  reservoir: fc
    .tuple(
      fc.array(fc.tuple(anyExpression, anyExpression, anyLiteral), { maxLength: 4 }),
      fc.boolean(),
      fc.tuple(fc.nat(2), fc.nat(2)),
    )
    .map(
      ([events, withLiterals, [below, above]]): ConstraintOf<'reservoir'> => ({
        kind: 'reservoir',
        times: events.map(([time]) => time),
        changes: events.map(([, change]) => change),
        ...(withLiterals ? { actives: events.map(([, , literal]) => literal) } : {}),
        minLevel: 0 - below,
        maxLevel: above,
      }),
    ),
};

/** Starts on an integer; sizes that may be 0, negative or a variable; ends that follow or are of their own. */
const anyInterval: fc.Arbitrary<Interval> = fc
  .record({
    start: fc.tuple(anyInteger, fc.constantFrom(1, 1, -1), fc.integer({ min: -1, max: 2 })),
    size: fc.oneof(notNegative, anyExpression),
    end: fc.option(anyExpression, { nil: undefined, freq: 4 }),
    presence: fc.array(anyLiteral, { maxLength: 2 }),
  })
  .map(({ start: [v, c, offset], size, end, presence }) => {
    const start = { vars: [v], coeffs: [c], offset };
    return { start, size, end: end ?? plus(start, size), ...(presence.length ? { presence } : {}) };
  });

const anyObjective: fc.Arbitrary<Objective> = fc
  .record({
    sense: fc.constantFrom('minimize' as const, 'maximize' as const),
    vars: fc.uniqueArray(anyVariable, { maxLength: 4 }),
    offset: smallNumber,
    factors: fc.array(coefficient, { minLength: 4, maxLength: 4 }),
    domain: fc.option(rowDomain, { nil: undefined, freq: 3 }),
  })
  .map(({ factors, domain, vars, ...rest }) => ({
    ...rest,
    vars,
    coeffs: factors.slice(0, vars.length),
    ...(domain ? { domain } : {}),
  }));

const anyVariables: fc.Arbitrary<VariableData[]> = fc
  .tuple(anyDomain, anyDomain)
  .map((domains) => [
    ...BOOLEANS.map((i) => ({ name: `b${i}`, domain: BOOLEAN })),
    ...domains.map((domain, i) => ({ name: `x${i}`, domain })),
  ]);

const INTERVAL_KINDS: readonly Kind[] = ['noOverlap', 'noOverlap2D', 'cumulative'];

/**
 * Models of five variables with one or two constraints of the kind, enforced or not, and perhaps an objective.
 *
 * At most 8 * 6 * 6 assignments, so that all of them can be tried.
 */
export function arbitraryModel(kind: Kind): fc.Arbitrary<Model> {
  const constraint = fc
    .tuple(CONSTRAINTS[kind] as fc.Arbitrary<Constraint>, fc.array(anyLiteral, { maxLength: 2 }))
    .map(([c, enforce]): Constraint => (enforce.length ? { ...c, enforce } : c));
  const intervals = INTERVAL_KINDS.includes(kind) ? fc.tuple(anyInterval, anyInterval, anyInterval) : fc.constant([]);
  return fc
    .record({
      variables: anyVariables,
      intervals,
      constraints: fc.array(constraint, { minLength: 1, maxLength: 2 }),
      objective: fc.option(anyObjective, { nil: undefined }),
    })
    .map(({ objective, ...rest }): Model => ({ dovetail: 1, ...rest, ...(objective ? { objective } : {}) }))
    .filter(isMeaningful);
}

/** The few that a check refuses are left out: a divisor or a demand whose bounds come out wrong. */
function isMeaningful(model: Model): boolean {
  try {
    for (const c of model.constraints) checkConstraint(c, model);
    return true;
  } catch {
    return false;
  }
}

/** Models with linear constraints in which the part has something to be rewritten. */
export function arbitraryPart(part: Part): fc.Arbitrary<Model> {
  const model = arbitraryModel('linear');
  const withPart: Record<Part, fc.Arbitrary<Model>> = {
    variables: model,
    objective: fc.tuple(model, anyObjective, rowDomain).map(([m, objective, domain]) => ({
      ...m,
      objective: { ...objective, domain },
    })),
    intervals: fc.tuple(model, fc.array(anyInterval, { minLength: 1, maxLength: 3 })).map(([m, intervals]) => ({
      ...m,
      intervals,
    })),
    assumptions: fc.tuple(model, fc.array(anyLiteral, { minLength: 1, maxLength: 2 })).map(([m, assumptions]) => ({
      ...m,
      assumptions,
    })),
  };
  return withPart[part];
}
