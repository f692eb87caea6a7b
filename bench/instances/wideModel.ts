import fc from 'fast-check';
import { type Constraint, KINDS, type Kind } from '../../src/language/constraints/index.ts';
import type { Domain } from '../../src/language/domain.ts';
import type { Expression } from '../../src/language/expression.ts';
import { modelFromJson } from '../../src/language/json.ts';
import type { Model } from '../../src/language/model.ts';
import { encodeModel } from '../../src/language/proto/index.ts';
import { arbitraryModel } from './arbitraryModel.ts';

/**
 * Small models with large numbers: the few values of their integers lie anywhere up to 10^12, rows and objectives have
 * factors up to 10^12, objectives constants up to 10^18, scales, fractions and domains; with hints, legal or not, with
 * assumptions, and with names that are hard on programs.
 */

/** How a small model is made wide. */
interface Widening {
  /** How far each of the two integers moves. */
  readonly moves: readonly [number, number];
  readonly rowFactor: number;
  /** What is added to the ends of a row that was multiplied, within its factor. */
  readonly slack: number;
  readonly costFactor: number;
  /** Added to the multiplied coefficients, in turn. */
  readonly costNoise: readonly number[];
  readonly offset: number;
  readonly scale: number;
  readonly isFractional: boolean;
  readonly hint: readonly (number | null)[];
  readonly assumptions: readonly number[];
  readonly names: readonly string[];
}

const NASTY = ['__proto__', 'constructor', 'valueOf', '', ' ', '*', 'a b', 'é', 'e\u0301', '0', 'x'.repeat(300), '/~1'];

const widening: fc.Arbitrary<Widening> = fc.record({
  moves: fc.tuple(...([0, 0].map(() => fc.constantFrom(0, 0, 0, 5, -1000, 1e6, 1e9, -1e12)) as [Move, Move])),
  rowFactor: fc.constantFrom(1, 1, 1, 7, 1000, 1e6, 1e9),
  slack: fc.nat(6),
  costFactor: fc.constantFrom(1, 1, 13, 1000, 1e6, 1e9, 1e12),
  costNoise: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }),
  offset: fc.constantFrom(0, 0, 0.5, -7, 1e9, 1e18, -1e18, 123.456),
  scale: fc.constantFrom(1, 1, 1e-9, 1e-6, 0.001, 0.5, 3, 1e9),
  isFractional: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  hint: fc.array(fc.option(fc.integer({ min: -6, max: 8 })), { minLength: 5, maxLength: 5 }),
  assumptions: fc.array(fc.integer({ min: -3, max: 2 }), { maxLength: 2 }),
  names: fc.array(fc.constantFrom(...NASTY), { minLength: 6, maxLength: 6 }),
});
type Move = fc.Arbitrary<number>;

/** A message in protobuf's JSON: int64 as text. */
type Json = Readonly<Record<string, unknown>>;

const KIND_NAMES = Object.keys(KINDS) as Kind[];

/** A generated model in our form and as a file. */
export interface Wide {
  readonly kind: Kind;
  readonly model: Model;
  readonly file: Json;
}

/** Files cannot say transition times. */
function withoutTransitions(model: Model): Model {
  const plain = (c: Constraint): Constraint => (c.kind === 'noOverlap' ? { ...c, transitions: undefined } : c);
  return { ...model, constraints: model.constraints.map(plain) };
}

/** The model of a number: the same one each time. */
export function wideModel(number: number): Wide {
  const kind = KIND_NAMES[number % KIND_NAMES.length]!;
  const drawn = fc.sample(fc.tuple(arbitraryModel(kind), widening), { seed: number + 1, numRuns: 1 })[0]!;
  const [drawnModel, how] = drawn;
  const small = withoutTransitions(drawnModel);
  const [model, file] =
    meaningful(small, how) ?? meaningful(small, { ...how, moves: [0, 0], rowFactor: 1, costFactor: 1 })!;
  return { kind, model, file };
}

/** The widened model, unless its sums leave the safe integers. */
function meaningful(small: Model, how: Widening): [Model, Json] | undefined {
  const model = widened(small, how);
  try {
    modelFromJson(JSON.parse(JSON.stringify(model)));
  } catch {
    return undefined;
  }
  const file = JSON.parse(encodeModel(model, 'json')) as Json;
  return [model, how.isFractional && isShort(model) ? withFractions(file) : file];
}

function widened(small: Model, how: Widening): Model {
  // The values of these are places in a list.
  const moves = small.constraints.some(({ kind }) => kind === 'inverse') ? [0, 0] : how.moves;
  const move = (variable: number): number => (variable < 3 ? 0 : moves[variable - 3]!);
  const { assumptions, names, hint } = how;
  const moved = mapped(small, (e) => movedExpression(e, move)) as Model;
  const given = hint.flatMap((value, v) => (value === null ? [] : [[v, v < 3 ? value & 1 : value + move(v)] as const]));
  return {
    dovetail: 1,
    name: names[5],
    variables: small.variables.map(({ domain }, v) => ({ name: names[v], domain: domain.map((end) => end + move(v)) })),
    intervals: moved.intervals.map((interval, i) => ({ name: names[i], ...interval })),
    constraints: small.constraints.map((constraint, i): Constraint => {
      const own = constraint.kind === 'linear' ? row(constraint, how, move) : moved.constraints[i]!;
      return { ...own, name: names[i] };
    }),
    ...(small.objective ? { objective: objective(small.objective, how, move) } : {}),
    ...(given.length ? { hint: { vars: given.map(([v]) => v), values: given.map(([, value]) => value) } } : {}),
    ...(assumptions.length ? { assumptions } : {}),
  };
}

/** A copy in which each expression is replaced. */
function mapped(value: unknown, replace: (e: Expression) => Expression): unknown {
  if (Array.isArray(value)) return value.map((item) => mapped(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  if ('vars' in value && 'coeffs' in value && 'offset' in value && !('sense' in value)) {
    return replace(value as Expression);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapped(item, replace)]));
}

/** The same value, of variables that have moved. */
function movedExpression({ vars, coeffs, offset }: Expression, move: (variable: number) => number): Expression {
  return { vars, coeffs, offset: vars.reduce((sum, v, i) => sum - coeffs[i]! * move(v), offset) + 0 };
}

type Sum = { readonly vars: readonly number[]; readonly coeffs: readonly number[] };

function shift({ vars, coeffs }: Sum, move: (variable: number) => number): number {
  return vars.reduce((sum, v, i) => sum + coeffs[i]! * move(v), 0);
}

function row<C extends Sum & { readonly domain: Domain }>(c: C, how: Widening, move: (variable: number) => number): C {
  const { rowFactor: factor } = how;
  const slack = factor > how.slack ? how.slack : 0;
  const coeffs = c.coeffs.map((coefficient) => coefficient * factor);
  const by = shift({ vars: c.vars, coeffs }, move);
  const domain = c.domain.map((end, i) => end * factor + by + (i % 2 === 0 ? 0 - slack : slack));
  return { ...c, coeffs, domain };
}

function objective(
  given: NonNullable<Model['objective']>,
  how: Widening,
  move: (variable: number) => number,
): NonNullable<Model['objective']> {
  const factor = how.costFactor;
  // Where there is a domain it is kept true to the sum.
  const coeffs = given.coeffs.map((c, i) => c * factor + (given.domain || factor === 1 ? 0 : how.costNoise[i]!) + 0);
  const by = shift({ vars: given.vars, coeffs }, move);
  const domain = given.domain?.map((end) => end * factor + by);
  const { offset, scale } = how;
  return { sense: given.sense, vars: given.vars, coeffs, offset, scale, ...(domain ? { domain } : {}) };
}

/** Whether the objective can be said in fractions of nine decimals that doubles hold. */
function isShort({ objective }: Model): boolean {
  return objective !== undefined && !objective.domain && objective.coeffs.every((c) => Math.abs(c) < 1e12);
}

/** The same objective in billionths. */
function withFractions({ objective, ...file }: Json): Json {
  const { vars, coeffs } = objective as { readonly vars?: number[]; readonly coeffs?: string[] };
  const fractions = (coeffs ?? []).map((c) => Number(c) / 1e9);
  return { ...file, floatingPointObjective: { vars: vars ?? [], coeffs: fractions, offset: 0.25 } };
}
