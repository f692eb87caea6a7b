import { type Constraint, kindOf } from '../../../language/constraints/index.ts';
import { variableOf } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import type { Shop } from '../shop.ts';
import { type TaskDraft, tasksOf } from './classes.ts';
import { costsOf } from './costs.ts';
import { flatShop } from './flatten.ts';
import { type Mode, modesOf } from './modes.ts';
import { addOuterBooleans } from './outer.ts';
import { Owners } from './owners.ts';
import { fixedValue, type Parts, partsOf } from './parts.ts';
import { Projection } from './projection.ts';
import { type Row, rowOf, variablesOf } from './rows.ts';
import { Statements } from './statements.ts';

/** A model as a scheduling problem, and the way back. */
export interface Reading {
  readonly shop: Shop;
  readonly projection: Projection;
  /** What the shop does not say, though schedules determine whether it holds. */
  readonly unread: readonly Constraint[];
}

/**
 * Reads a model as a scheduling problem: machines, alternatives, chains and lags, cumulative resources, calendars, and
 * an objective that no task makes better by being later. Nothing depends on how the model was written, only on what its
 * constraints say.
 *
 * What it has besides is left to be checked on schedules. Undefined when that cannot be, because a variable follows from
 * nothing, when something is better for being later, or when there is no interval to be placed.
 */
export function readShop(model: Model): Reading | undefined {
  const parts = partsOf(model);
  if (!parts || parts.parts.length === 0 || model.objective?.domain) return undefined;
  const drafts = tasksOf(model, parts);
  if (!drafts) return undefined;
  addOuterBooleans(model, drafts);
  return new Reader(model, parts, drafts).read();
}

class Reader {
  readonly #model: Model;
  readonly #parts: Parts;
  readonly #drafts: readonly TaskDraft[];
  readonly #owners: Owners;

  constructor(model: Model, parts: Parts, drafts: readonly TaskDraft[]) {
    this.#model = model;
    this.#parts = parts;
    this.#drafts = drafts;
    this.#owners = new Owners(model.variables.length, drafts);
  }

  read(): Reading | undefined {
    const local = this.#drafts.map(() => ({ choices: [] as Constraint[], rows: [] as Row[] }));
    const others: Constraint[] = [];
    for (const c of [...this.#model.constraints, ...this.#implied()]) if (!this.#takeLocal(c, local)) others.push(c);
    const modes: Mode[][] = [];
    const closures = this.#closures();
    const values = new Float64Array(this.#model.variables.length);
    for (let v = 0; v < values.length; v++) values[v] = fixedValue(this.#model, v) ?? 0;
    for (const [task, draft] of this.#drafts.entries()) {
      const found = modesOf(this.#model, { draft, rules: local[task]!, values, closures });
      if (!found || found.length === 0) return undefined;
      modes.push(found);
    }
    const said = new Statements(this.#model, { parts: this.#parts, owners: this.#owners, modes });
    const unread = others.filter((c) => !said.take(c));
    unread.push(...said.takeLater());
    const costs = said.limitDefinitions() ? costsOf(this.#model, said) : undefined;
    if (!costs || !unread.every((c) => this.#isDetermined(c, said))) return undefined;
    const shop = flatShop(this.#model, {
      modes,
      parts: this.#parts,
      precedences: said.precedences,
      clauses: said.clauses,
      shared: this.#owners.shared(),
      ...costs,
    });
    return shop && { shop, projection: new Projection(this.#model, shop, said), unread };
  }

  /** The most frequent lengths of fixed intervals on the resources that an interval needs. */
  #closures(): ReadonlyMap<number, readonly number[]> {
    const known = new Map<number, number[]>();
    if (this.#parts.blocks.size === 0) return known;
    for (const c of this.#model.constraints) {
      if (c.kind !== 'noOverlap' && c.kind !== 'cumulative') continue;
      const count = new Map<number, number>();
      for (const interval of c.intervals) {
        const size = this.#parts.blocks.get(interval)?.size ?? 0;
        if (size > 0) count.set(size, (count.get(size) ?? 0) + 1);
      }
      if (count.size === 0) continue;
      const lengths = [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([size]) => size);
      for (const interval of c.intervals) known.set(interval, [...(known.get(interval) ?? []), ...lengths.slice(0, 2)]);
    }
    return known;
  }

  /** Assumptions, and domains with holes, as constraints. */
  #implied(): Constraint[] {
    const assumed = (this.#model.assumptions ?? []).map(
      (literal): Constraint => ({ kind: 'boolAnd', literals: [literal] }),
    );
    const holed = this.#model.variables.flatMap(({ domain }, v): Constraint[] =>
      domain.length > 2 ? [{ kind: 'linear', vars: [v], coeffs: [1], domain: [...domain] }] : [],
    );
    return [...assumed, ...holed];
  }

  /** Whether schedules say what a constraint is about. */
  #isDetermined(c: Constraint, { definitions, totals }: Statements): boolean {
    let isKnown = true;
    const see = (variable: number): void => {
      const isFixed = fixedValue(this.#model, variable) !== undefined;
      const follows = this.#owners.taskOf(variable) >= 0 || definitions.has(variable) || totals.has(variable);
      if (!isFixed && !follows) isKnown = false;
    };
    this.#visit(c, see);
    return isKnown;
  }

  /** Names every variable of a constraint, those of its intervals and enforcement among them. */
  #visit(c: Constraint, see: (variable: number) => void): void {
    const seeAll = ({ vars }: { readonly vars: readonly number[] }): void => vars.forEach(see);
    kindOf(c).visit(c, {
      variable: see,
      literal: (literal) => see(variableOf(literal)),
      expression: seeAll,
      interval: (at) => {
        const { start, size, end, presence = [] } = this.#model.intervals[at]!;
        for (const e of [start, size, end]) seeAll(e);
        for (const literal of presence) see(variableOf(literal));
      },
    });
    for (const literal of c.enforce ?? []) see(variableOf(literal));
  }

  /** Takes what is said about one task whatever its start. */
  #takeLocal(c: Constraint, local: readonly { choices: Constraint[]; rows: Row[] }[]): boolean {
    const variables = variablesOf(c);
    const task = variables && this.#commonTask(variables);
    if (task === undefined || task < 0) return false;
    const rules = local[task]!;
    if (c.kind !== 'linear') {
      rules.choices.push(c);
      return true;
    }
    const row = rowOf(this.#model, c);
    if (row.vars.every((variable) => this.#owners.isBoolean(variable))) {
      rules.choices.push(c);
      return true;
    }
    const times = row.vars.reduce((sum, v, i) => sum + (this.#owners.isTime(v) ? row.coeffs[i]! : 0), 0);
    if (!row.isRange || times !== 0) return false;
    rules.rows.push(row);
    return true;
  }

  /** A task to which all variables belong that are open, -1 for none; undefined where they differ, or all are fixed. */
  #commonTask(variables: readonly number[]): number | undefined {
    const open = variables.filter((variable) => fixedValue(this.#model, variable) === undefined);
    const [first] = open;
    if (first === undefined) return undefined;
    return this.#owners.tasksOf(first).find((task) => open.every((variable) => this.#owners.isOf(variable, task)));
  }
}
