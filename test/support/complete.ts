import type { Constraint } from '../../src/language/constraints/index.ts';
import type { Literal } from '../../src/language/expression.ts';
import { isFeasible } from '../../src/language/holds.ts';
import type { Model } from '../../src/language/model.ts';

/**
 * The least objective of a model whose decisions are set, over everything else: an exact branch and bound with bounds
 * propagation, for models whose other variables follow from the decisions; undefined when there is no solution.
 */
export function complete(model: Model, decisions: ReadonlyMap<Literal, boolean>): number | undefined {
  const lo = model.variables.map(({ domain }) => domain[0]!);
  const hi = model.variables.map(({ domain }) => domain.at(-1)!);
  for (const [literal, isTrue] of decisions) {
    const variable = literal < 0 ? -1 - literal : literal;
    const value = Number(literal < 0 ? !isTrue : isTrue);
    lo[variable] = Math.max(lo[variable]!, value);
    hi[variable] = Math.min(hi[variable]!, value);
    if (lo[variable]! > hi[variable]!) return undefined;
  }
  return new Search(model).run(lo, hi);
}

class Search {
  readonly #model: Model;
  readonly #cost: Float64Array;
  #best: number | undefined;

  constructor(model: Model) {
    this.#model = model;
    this.#cost = new Float64Array(model.variables.length);
    model.objective?.vars.forEach((variable, i) => {
      this.#cost[variable]! += model.objective!.coeffs[i]!;
    });
  }

  run(lo: number[], hi: number[]): number | undefined {
    this.#branch(lo, hi);
    return this.#best === undefined ? undefined : this.#best + (this.#model.objective?.offset ?? 0);
  }

  #branch(lo: number[], hi: number[]): void {
    if (!propagate(this.#model, lo, hi)) return;
    const bound = lo.reduce((sum, value, v) => sum + this.#cost[v]! * (this.#cost[v]! > 0 ? value : hi[v]!), 0);
    if (this.#best !== undefined && bound >= this.#best) return;
    let next = -1;
    for (let v = 0; v < lo.length; v++) {
      const isDearer = next < 0 || Math.abs(this.#cost[v]!) > Math.abs(this.#cost[next]!);
      if (lo[v]! < hi[v]! && isDearer) next = v;
    }
    if (next < 0) {
      if (isFeasible(this.#model, lo)) this.#best = bound;
      return;
    }
    const wantsLow = this.#cost[next]! >= 0;
    const [first, rest] = [
      wantsLow ? [lo[next]!, lo[next]!] : [hi[next]!, hi[next]!],
      wantsLow ? [lo[next]! + 1, hi[next]!] : [lo[next]!, hi[next]! - 1],
    ];
    for (const [from, to] of [first, rest]) this.#branch(lo.with(next, from!), hi.with(next, to!));
  }
}

/** Tightens bounds until nothing changes; false when a domain is empty. */
function propagate(model: Model, lo: number[], hi: number[]): boolean {
  for (let changed = true; changed; ) {
    changed = false;
    for (const constraint of model.constraints) {
      const outcome = propagateOne(constraint, lo, hi);
      if (outcome === 'fail') return false;
      changed ||= outcome === 'changed';
    }
  }
  return true;
}

type Step = 'same' | 'changed' | 'fail';

/** A linear inequality; every kind that the rules post is a few of them. */
interface Row {
  readonly vars: readonly number[];
  readonly coeffs: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

const rowsOf = new WeakMap<Constraint, readonly Row[]>();

function propagateOne(constraint: Constraint, lo: number[], hi: number[]): Step {
  const open: Literal[] = [];
  for (const literal of constraint.enforce ?? []) {
    const value = literalValue(literal, lo, hi);
    if (value === 0) return 'same';
    if (value === undefined) open.push(literal);
  }
  const rows = rowsOf.get(constraint) ?? toRows(constraint);
  rowsOf.set(constraint, rows);
  if (open.length > 1) return 'same';
  if (open.length === 1) {
    if (!rows.some((row) => propagateRow(row, [...lo], [...hi]) === 'fail')) return 'same';
    return assign(open[0]!, 0, lo, hi);
  }
  let step: Step = 'same';
  for (const row of rows) {
    const one = propagateRow(row, lo, hi);
    if (one === 'fail') return 'fail';
    if (one === 'changed') step = 'changed';
  }
  return step;
}

function toRows(constraint: Constraint): Row[] {
  const counted = (literals: readonly Literal[], lower: number, upper: number): Row => {
    const shift = literals.filter((literal) => literal < 0).length;
    return {
      vars: literals.map((literal) => (literal < 0 ? -1 - literal : literal)),
      coeffs: literals.map((literal) => (literal < 0 ? -1 : 1)),
      lower: lower - shift,
      upper: upper - shift,
    };
  };
  switch (constraint.kind) {
    case 'linear':
      return [
        {
          vars: constraint.vars,
          coeffs: constraint.coeffs,
          lower: constraint.domain[0]!,
          upper: constraint.domain[1]!,
        },
      ];
    case 'boolOr':
      return [counted(constraint.literals, 1, Infinity)];
    case 'boolAnd':
      return constraint.literals.map((literal) => counted([literal], 1, 1));
    case 'atMostOne':
      return [counted(constraint.literals, -Infinity, 1)];
    case 'exactlyOne':
      return [counted(constraint.literals, 1, 1)];
    default:
      throw new Error(`No rule is known to post ${constraint.kind}.`);
  }
}

function propagateRow({ vars, coeffs, lower, upper }: Row, lo: number[], hi: number[]): Step {
  let [least, most] = [0, 0];
  vars.forEach((v, i) => {
    const c = coeffs[i]!;
    least += c > 0 ? c * lo[v]! : c * hi[v]!;
    most += c > 0 ? c * hi[v]! : c * lo[v]!;
  });
  if (least > upper || most < lower) return 'fail';
  let step: Step = 'same';
  vars.forEach((v, i) => {
    const c = coeffs[i]!;
    const [mine, mineMost] = c > 0 ? [c * lo[v]!, c * hi[v]!] : [c * hi[v]!, c * lo[v]!];
    const [room, need] = [upper - (least - mine), lower - (most - mineMost)];
    const [from, to] =
      c > 0 ? [Math.ceil(need / c), Math.floor(room / c)] : [Math.ceil(room / c), Math.floor(need / c)];
    if (from > lo[v]!) [lo[v], step] = [from, 'changed'];
    if (to < hi[v]!) [hi[v], step] = [to, 'changed'];
  });
  return vars.some((v) => lo[v]! > hi[v]!) ? 'fail' : step;
}

function literalValue(literal: Literal, lo: readonly number[], hi: readonly number[]): 0 | 1 | undefined {
  const variable = literal < 0 ? -1 - literal : literal;
  if (lo[variable] !== hi[variable]) return undefined;
  return (literal < 0 ? 1 - lo[variable]! : lo[variable]!) as 0 | 1;
}

function assign(literal: Literal, value: 0 | 1, lo: number[], hi: number[]): Step {
  const variable = literal < 0 ? -1 - literal : literal;
  const number = literal < 0 ? 1 - value : value;
  if (number < lo[variable]! || number > hi[variable]!) return 'fail';
  lo[variable] = number;
  hi[variable] = number;
  return 'changed';
}
