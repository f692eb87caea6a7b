import { evaluate } from '../../src/language/constraint.ts';
import type { Constraint } from '../../src/language/constraints/index.ts';
import { kindOf } from '../../src/language/constraints/index.ts';
import { type Domain, domainHas, domainSize, domainValues, lowerOf, upperOf } from '../../src/language/domain.ts';
import { type Literal, minus, plus, simplify, sum, variableOf } from '../../src/language/expression.ts';
import { holds, isFeasible } from '../../src/language/holds.ts';
import type { Model } from '../../src/language/model.ts';
import { objectiveOf } from '../../src/language/objective.ts';

/** Solutions as text of their values, each with its objective. */
export type Solutions = ReadonlyMap<string, number>;

const ASSIGNMENTS = 200_000;

/** Every solution of a model, straight from the definition: all assignments, each asked whether it is feasible. */
export function solutionsByDefinition(model: Model): Solutions {
  const size = model.variables.reduce((product, { domain }) => product * domainSize(domain), 1);
  if (size > ASSIGNMENTS) throw new Error(`${size} assignments are too many to try them all.`);
  const solutions = new Map<string, number>();
  const values = new Float64Array(model.variables.length);
  const assign = (i: number): void => {
    if (i === values.length) {
      if (isFeasible(model, values)) solutions.set(values.join(), objectiveOf(model, values));
      return;
    }
    for (const value of domainValues(model.variables[i]!.domain)) {
      values[i] = value;
      assign(i + 1);
    }
  };
  assign(0);
  return solutions;
}

/**
 * The values of the first `count` variables that can be completed to a solution, by a search that propagates bounds
 * along linear constraints and clauses; other kinds are looked at once all their variables have a value.
 */
export function solutionsBySearch(model: Model, count: number): Solutions {
  const search = new Search(model);
  const solutions = new Map<string, number>();
  const assign = (): boolean => {
    const i = search.firstOpen(0, count);
    if (i === -1) {
      const key = search.lo.slice(0, count).join();
      search.complete(count, () => solutions.set(key, objectiveOf(model, search.lo)));
      return false;
    }
    for (const value of search.valuesOf(i)) search.attempt(i, [value, value], assign);
    return false;
  };
  if (search.propagateAll()) assign();
  return solutions;
}

/** Says, of values for some of a model's variables, whether they can be completed to a solution; asked many times. */
export function completable(model: Model): (decided: ReadonlyMap<number, number>) => boolean {
  const search = new Search(model);
  const isSound = search.propagateAll();
  return (decided) => {
    const list = [...decided];
    const decide = (at: number): boolean => {
      if (at === list.length) return search.complete(0, () => undefined);
      const [variable, value] = list[at]!;
      return search.attempt(variable, [value, value], () => decide(at + 1));
    };
    return isSound && decide(0);
  };
}

/** What tells a rewritten model from the original, in words; nothing when they agree. */
export function differencesOf(original: Model, rewritten: Model): string[] {
  const wanted = solutionsByDefinition(original);
  const found = solutionsBySearch(rewritten, original.variables.length);
  const faults: string[] = [];
  for (const [values, objective] of wanted) {
    const actual = found.get(values);
    if (actual === undefined) faults.push(`lost the solution ${values}`);
    else if (actual !== objective) faults.push(`gives ${values} the objective ${actual}, not ${objective}`);
  }
  for (const values of found.keys()) if (!wanted.has(values)) faults.push(`admits ${values}, which is no solution`);
  return faults;
}

/** `lo <= sum of coeffs[i] * vars[i] <= hi`, when all literals of `when` are true. */
interface Row {
  readonly when: readonly Literal[];
  readonly vars: readonly number[];
  readonly coeffs: readonly number[];
  readonly lo: number;
  readonly hi: number;
}

/** Something that must hold, looked at once all its variables have a value. */
interface Check {
  readonly vars: readonly number[];
  readonly holds: (values: ArrayLike<number>) => boolean;
}

class Search {
  /** Bounds of the variables; equal once a variable has its value. */
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  readonly #domains: readonly Domain[];
  readonly #rows: Row[];
  readonly #checks: readonly Check[];
  /** For each variable, the rows and the checks that name it. */
  readonly #rowsOf: number[][];
  readonly #checksOf: number[][];
  readonly #trail: [variable: number, lo: number, hi: number][] = [];
  readonly #model: Model;

  constructor(model: Model) {
    this.#model = model;
    this.#domains = model.variables.map((v) => v.domain);
    this.lo = Float64Array.from(this.#domains, lowerOf);
    this.hi = Float64Array.from(this.#domains, upperOf);
    this.#rows = rowsOf(model);
    this.#checks = checksOf(model);
    this.#rowsOf = index(
      this.#rows.map((row) => [...row.vars, ...row.when.map(variableOf)]),
      model.variables.length,
    );
    this.#checksOf = index(
      this.#checks.map((check) => check.vars),
      model.variables.length,
    );
  }

  firstOpen(from: number, to: number): number {
    for (let i = from; i < to; i++) if (this.lo[i]! < this.hi[i]!) return i;
    return -1;
  }

  valuesOf(i: number): number[] {
    const values = [...domainValues(this.#domains[i]!)];
    return values.filter((value) => value >= this.lo[i]! && value <= this.hi[i]!);
  }

  /** Gives the variables from `from` on a value each; calls `done` with the first solution. */
  complete(from: number, done: () => void): boolean {
    const i = this.firstOpen(from, this.lo.length);
    if (i === -1) {
      if (!isFeasible(this.#model, this.lo)) return false;
      done();
      return true;
    }
    const [lo, hi] = [this.lo[i]!, this.hi[i]!];
    const next = (): boolean => this.complete(from, done);
    return this.attempt(i, [lo, lo], next) || this.attempt(i, [lo + 1, hi], next);
  }

  /** Narrows a variable, goes on when nothing contradicts, and takes it all back. */
  attempt(i: number, [lo, hi]: readonly [number, number], then: () => boolean): boolean {
    const mark = this.#trail.length;
    const dirty: number[] = [];
    const found = this.#narrow(i, { lo, hi }, dirty) && this.#propagate(dirty) && then();
    while (this.#trail.length > mark) {
      const [variable, oldLo, oldHi] = this.#trail.pop()!;
      this.lo[variable] = oldLo;
      this.hi[variable] = oldHi;
    }
    return found;
  }

  propagateAll(): boolean {
    const dirty: number[] = [];
    for (const row of this.#rows) if (!this.#propagateRow(row, dirty)) return false;
    const empty = this.#checks.every((check) => check.vars.length > 0 || check.holds(this.lo));
    return empty && this.#propagate(dirty.concat(Array.from(this.lo.keys())));
  }

  #propagate(dirty: number[]): boolean {
    for (let variable = dirty.pop(); variable !== undefined; variable = dirty.pop()) {
      for (const r of this.#rowsOf[variable]!) if (!this.#propagateRow(this.#rows[r]!, dirty)) return false;
      if (this.lo[variable]! < this.hi[variable]!) continue;
      for (const c of this.#checksOf[variable]!) {
        const { vars, holds: holdsNow } = this.#checks[c]!;
        if (vars.every((v) => this.lo[v] === this.hi[v]) && !holdsNow(this.lo)) return false;
      }
    }
    return true;
  }

  #narrow(i: number, range: { lo: number; hi: number }, dirty: number[]): boolean {
    const [lo, hi] = [Math.max(this.lo[i]!, range.lo), Math.min(this.hi[i]!, range.hi)];
    if (lo > hi || (lo === hi && !domainHas(this.#domains[i]!, lo))) return false;
    if (lo === this.lo[i] && hi === this.hi[i]) return true;
    this.#trail.push([i, this.lo[i]!, this.hi[i]!]);
    this.lo[i] = lo;
    this.hi[i] = hi;
    dirty.push(i);
    return true;
  }

  #propagateRow(row: Row, dirty: number[]): boolean {
    let open: Literal | undefined;
    for (const literal of row.when) {
      const variable = variableOf(literal);
      if (this.lo[variable]! < this.hi[variable]!) {
        if (open !== undefined && open !== literal) return true;
        open = literal;
      } else if (this.lo[variable] !== (literal < 0 ? 0 : 1)) return true;
    }
    const [least, greatest] = this.#boundsOf(row);
    if (least > row.hi || greatest < row.lo) {
      if (open === undefined) return false;
      const off = open < 0 ? 1 : 0;
      return this.#narrow(variableOf(open), { lo: off, hi: off }, dirty);
    }
    return open !== undefined || row.vars.every((_, k) => this.#narrowTerm(row, { k, least, greatest }, dirty));
  }

  #boundsOf({ vars, coeffs }: Row): [number, number] {
    let [least, greatest] = [0, 0];
    for (let k = 0; k < vars.length; k++) {
      const [c, a, b] = [coeffs[k]!, this.lo[vars[k]!]!, this.hi[vars[k]!]!];
      least += c > 0 ? c * a : c * b;
      greatest += c > 0 ? c * b : c * a;
    }
    return [least, greatest];
  }

  /** The bounds of the row may be stale while its terms are narrowed one by one: they are only wider than needed. */
  #narrowTerm(row: Row, at: { k: number; least: number; greatest: number }, dirty: number[]): boolean {
    const [i, c] = [row.vars[at.k]!, row.coeffs[at.k]!];
    const [lo, hi] = [this.lo[i]!, this.hi[i]!];
    if (lo === hi) return true;
    const up = c > 0 ? lo + Math.floor((row.hi - at.least) / c) : hi + Math.ceil((row.hi - at.least) / c);
    const down = c > 0 ? hi - Math.floor((at.greatest - row.lo) / c) : lo - Math.ceil((at.greatest - row.lo) / c);
    return this.#narrow(i, c > 0 ? { lo: down, hi: up } : { lo: up, hi: down }, dirty);
  }
}

/** What the rows leave open. */
function checksOf(model: Model): Check[] {
  const open = model.constraints.filter((c) => rowsOfConstraint(c) === undefined || isUnion(c));
  const checks = open.map(
    (c): Check => ({ vars: variablesOf(c, model), holds: (values) => holds(c, values, model.intervals) }),
  );
  const { objective } = model;
  if (objective?.domain) {
    const { vars, coeffs, domain } = objective;
    checks.push({ vars, holds: (values) => domainHas(domain, evaluate({ vars, coeffs, offset: 0 }, values)) });
  }
  return checks;
}

function isUnion(c: Constraint): boolean {
  return c.kind === 'linear' && c.domain.length > 2;
}

function index(lists: readonly (readonly number[])[], size: number): number[][] {
  const byVariable = Array.from({ length: size }, (): number[] => []);
  lists.forEach((list, at) => {
    for (const variable of new Set(list)) byVariable[variable]!.push(at);
  });
  return byVariable;
}

function rowsOf(model: Model): Row[] {
  const rows = model.constraints.flatMap((c) => rowsOfConstraint(c) ?? []);
  for (const { start, size, end, presence } of model.intervals) {
    rows.push(row(minus(plus(start, size), end), [0, 0], presence), row(simplify(size), [0, Infinity], presence));
  }
  for (const literal of model.assumptions ?? []) rows.push(row(sum([literal]), [1, 1]));
  return rows;
}

/** Rows that follow from a constraint, and for all but unions of ranges say all of it; undefined when there are none. */
function rowsOfConstraint(c: Constraint): Row[] | undefined {
  switch (c.kind) {
    case 'linear':
      return [row(simplify({ ...c, offset: 0 }), [lowerOf(c.domain), upperOf(c.domain)], c.enforce)];
    case 'boolOr':
      return [row(simplify(sum(c.literals)), [1, Infinity], c.enforce)];
    case 'boolAnd':
      return [row(simplify(sum(c.literals)), [c.literals.length, Infinity], c.enforce)];
    case 'atMostOne':
      return [row(simplify(sum(c.literals)), [0, 1], c.enforce)];
    case 'exactlyOne':
      return [row(simplify(sum(c.literals)), [1, 1], c.enforce)];
    default:
      return undefined;
  }
}

function row(
  e: { readonly vars: readonly number[]; readonly coeffs: readonly number[]; readonly offset: number },
  [lo, hi]: readonly [number, number],
  when: readonly Literal[] = [],
): Row {
  return { when, vars: e.vars, coeffs: e.coeffs, lo: lo - e.offset, hi: hi - e.offset };
}

function variablesOf(constraint: Constraint, model: Model): number[] {
  const found = new Set<number>((constraint.enforce ?? []).map(variableOf));
  const expression = (e: { readonly vars: readonly number[] }): void => e.vars.forEach((v) => found.add(v));
  kindOf(constraint).visit(constraint, {
    variable: (v) => found.add(v),
    literal: (l) => found.add(variableOf(l)),
    expression,
    interval: (i) => {
      const { start, size, end, presence = [] } = model.intervals[i]!;
      for (const e of [start, size, end]) expression(e);
      for (const literal of presence) found.add(variableOf(literal));
    },
  });
  return [...found];
}
