/** A CpModelProto as JSON. */
type Proto = Readonly<Record<string, unknown>>;

const list = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));
const from = (first: number, count: number): number[] => list(count, (i) => first + i);
const variables = (count: number, lo: number, hi: number) => list(count, () => ({ domain: [lo, hi] }));
const of = (variable: number, offset = 0) => ({ vars: [variable], coeffs: [1], offset });
const fixed = (offset: number) => ({ offset });
const least = (count: number) => ({ vars: from(0, count), coeffs: list(count, (i) => (i % 7) + 1) });

/** Tasks with a start each. */
function tasks(count: number, span: number, sizeOf: (i: number) => number) {
  return {
    variables: variables(count, 0, span),
    constraints: list(count, (i) => ({
      interval: { start: of(i), size: fixed(sizeOf(i)), end: of(i, sizeOf(i)) },
    })),
    objective: least(count),
  };
}

/** Every arc between this many nodes, itself included. */
function complete(nodes: number): Proto {
  const arcs = nodes * nodes;
  return {
    variables: variables(arcs, 0, 1),
    constraints: [
      {
        circuit: {
          tails: list(arcs, (i) => Math.floor(i / nodes)),
          heads: list(arcs, (i) => i % nodes),
          literals: from(0, arcs),
        },
      },
    ],
    objective: { vars: from(0, arcs), coeffs: list(arcs, (i) => (i * 31) % 997) },
  };
}

/** One constraint between many, each beside the sum of all variables. */
function one(vars: readonly object[], constraint: object): Proto {
  return { variables: vars, constraints: [constraint], objective: least(vars.length) };
}

/** An automaton that walks along a ring of states by whatever comes. */
function ring(steps: number, states: number, labels: number): Proto {
  const transitions = states * labels;
  return one(variables(steps, 0, labels - 1), {
    automaton: {
      startingState: 0,
      finalStates: from(0, states),
      transitionTail: list(transitions, (i) => Math.floor(i / labels)),
      transitionHead: list(transitions, (i) => (Math.floor(i / labels) + i) % states),
      transitionLabel: list(transitions, (i) => i % labels),
      exprs: list(steps, (i) => of(i)),
    },
  });
}

/**
 * Models that a request may send: small as text, and as large as the memory of an engine, or larger, as soon as somebody
 * writes them out. One that is a little below a limit of ours is the hardest of its kind.
 */
export const HUGE_MODELS: Readonly<Record<string, () => Proto>> = {
  'inverse of 3000': () =>
    one(variables(6000, 0, 2999), { inverse: { fDirect: from(0, 3000), fInverse: from(3000, 3000) } }),
  'inverse of 1100': () =>
    one(variables(2200, 0, 1099), { inverse: { fDirect: from(0, 1100), fInverse: from(1100, 1100) } }),
  'sum with 400,000 ranges': () =>
    one(variables(2, 0, 1_600_000), { linear: { vars: [0, 1], coeffs: [1, 1], domain: list(800_000, (i) => 2 * i) } }),
  'all different, 10,000 of a million': () =>
    one(variables(10_000, 0, 999_999), { allDiff: { exprs: list(10_000, (i) => of(i)) } }),
  'all different, 10,000 of 10,000': () =>
    one(variables(10_000, 0, 9999), { allDiff: { exprs: list(10_000, (i) => of(i)) } }),
  'no overlap of 10,000': () => {
    const { variables, constraints, objective } = tasks(10_000, 200_000, (i) => (i % 20) + 1);
    return { variables, constraints: [...constraints, { noOverlap: { intervals: from(0, 10_000) } }], objective };
  },
  'no overlap of 100,000': () => {
    const { variables, constraints, objective } = tasks(100_000, 2_000_000, (i) => (i % 20) + 1);
    return { variables, constraints: [...constraints, { noOverlap: { intervals: from(0, 100_000) } }], objective };
  },
  'cumulative of 10,000': () => {
    const { variables, constraints, objective } = tasks(10_000, 50_000, (i) => (i % 20) + 1);
    const demands = list(10_000, (i) => fixed((i % 5) + 1));
    return {
      variables,
      constraints: [...constraints, { cumulative: { intervals: from(0, 10_000), demands, capacity: fixed(20) } }],
      objective,
    };
  },
  'no overlap of 5000 rectangles': () => {
    const { variables, constraints, objective } = tasks(10_000, 10_000, (i) => (i % 20) + 1);
    const rectangles = { xIntervals: from(0, 5000), yIntervals: from(5000, 5000) };
    return { variables, constraints: [...constraints, { noOverlap2d: rectangles }], objective };
  },
  'circuit of 490,000 arcs': () => complete(700),
  'circuit of 990,025 arcs': () => complete(995),
  'routes of 490,000 arcs': () => {
    const { constraints, ...rest } = complete(700) as { constraints: { circuit: object }[] };
    return { ...rest, constraints: [{ routes: constraints[0]!.circuit }] };
  },
  'automaton of 10,000 steps by 100 transitions': () => ring(10_000, 10, 10),
  'automaton of 1000 steps by 250,000 transitions': () => ring(1000, 5000, 50),
  'table of 900,000 values': () =>
    one(variables(100, 0, 9), {
      table: { exprs: list(100, (i) => of(i)), values: list(900_000, (i) => ((i * 7919) >> 3) % 10) },
    }),
  'table of 300,000 tuples': () =>
    one(variables(3, 0, 299_999), {
      table: { exprs: list(3, (i) => of(i)), values: list(900_000, (i) => (i * 7919) % 300_000) },
    }),
  'element of 400,000': () =>
    one(variables(2, 0, 399_999), {
      element: { linearIndex: of(0), linearTarget: of(1), exprs: list(400_000, (i) => fixed((i * 7919) % 400_000)) },
    }),
  '200 elements of 2000 variables': () => ({
    variables: variables(2400, 0, 1999),
    constraints: list(200, (i) => ({
      element: { linearIndex: of(2000 + i), linearTarget: of(2200 + i), exprs: list(2000, (k) => of(k)) },
    })),
    objective: least(2400),
  }),
  'reservoir of 2000': () =>
    one(variables(2000, 0, 100_000), {
      reservoir: {
        minLevel: -100,
        maxLevel: 100,
        timeExprs: list(2000, (i) => of(i)),
        levelChanges: list(2000, (i) => fixed(i % 2 ? 1 : -1)),
      },
    }),
  'reservoir of 10,000': () =>
    one(variables(10_000, 0, 100_000), {
      reservoir: {
        minLevel: -100,
        maxLevel: 100,
        timeExprs: list(10_000, (i) => of(i)),
        levelChanges: list(10_000, (i) => fixed(i % 2 ? 1 : -1)),
      },
    }),
  '10,000 products': () => ({
    variables: [...variables(20_000, 0, 1000), ...variables(10_000, 0, 1_000_000)],
    constraints: list(10_000, (i) => ({ intProd: { target: of(20_000 + i), exprs: [of(2 * i), of(2 * i + 1)] } })),
    objective: least(30_000),
  }),
  'exactly one of 900,000': () => one(variables(900_000, 0, 1), { exactlyOne: { literals: from(0, 900_000) } }),
  'odd number of 200,000': () => one(variables(200_000, 0, 1), { boolXor: { literals: from(0, 200_000) } }),
  'largest of 100,000': () =>
    one(variables(100_001, 0, 1_000_000), { linMax: { target: of(100_000), exprs: list(100_000, (i) => of(i)) } }),
  '900,000 variables without a constraint': () => ({ variables: variables(900_000, -1_000_000, 1_000_000) }),
};
