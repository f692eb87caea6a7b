import type { Constraint, ConstraintOf } from '../../../language/constraints/index.ts';
import { type Literal, not, variableOf } from '../../../language/expression.ts';
import type { Model } from '../../../language/model.ts';
import type { Clause, Precedence } from '../shop.ts';
import { Definitions, type Source } from './definitions.ts';
import { isResource } from './flatten.ts';
import type { Mode } from './modes.ts';
import { type Owners, referenceOf, type Share } from './owners.ts';
import { affineOf, fixedValue, type Parts } from './parts.ts';
import { openTerms, type Row, rowOf } from './rows.ts';

/** What is said of several tasks: precedences, windows, definitions of variables, and sums; taken one at a time. */
export class Statements {
  readonly modes: readonly (readonly Mode[])[];
  readonly owners: Owners;
  readonly definitions: Definitions;
  readonly precedences: Precedence[] = [];
  readonly clauses: Clause[] = [];
  /** What variables are sums of, where the objective names such a variable. */
  readonly totals = new Map<number, Row>();
  readonly #model: Model;
  readonly #parts: Parts;
  /** Rows that name defined variables below tasks, for when all definitions are known. */
  readonly #later: { readonly constraint: Constraint; readonly take: () => boolean }[] = [];

  constructor(
    model: Model,
    { parts, owners, modes }: { parts: Parts; owners: Owners; modes: readonly (readonly Mode[])[] },
  ) {
    this.#model = model;
    this.#parts = parts;
    this.owners = owners;
    this.modes = modes;
    this.definitions = new Definitions(model);
  }

  /** Takes what had to wait for all definitions; gives the constraints that have no place here after all. */
  takeLater(): Constraint[] {
    return this.#later.filter(({ take }) => !take()).map(({ constraint }) => constraint);
  }

  /** Takes a constraint between tasks; false when it has no place here. */
  take(c: Constraint): boolean {
    switch (c.kind) {
      case 'linear':
        return this.#takeRow(rowOf(this.#model, c), c);
      case 'max':
        return this.#takeMax(c);
      case 'noOverlap':
      case 'cumulative':
        return isResource(this.#model, c, this.#parts.blocks); // which is made from it together with the uses
      case 'boolOr':
        return this.#takeClause([...c.literals, ...(c.enforce ?? []).map(not)]);
      case 'boolAnd':
        return c.literals.every((literal) => this.#takeClause([literal, ...(c.enforce ?? []).map(not)]));
      default:
        return false;
    }
  }

  /** Literals of several tasks of which one is true: in which modes of each of them. */
  #takeClause(literals: readonly Literal[]): boolean {
    const parts = new Map<number, Uint8Array>();
    for (const literal of literals) {
      const variable = variableOf(literal);
      const value = fixedValue(this.#model, variable);
      if (value !== undefined) {
        if ((value === 1) === literal >= 0) return true;
        continue;
      }
      if (!this.owners.isBoolean(variable)) return false;
      const tasks = this.owners.tasksOf(variable);
      const task = tasks.find((one) => parts.has(one)) ?? tasks[0]!;
      const isTrue = parts.get(task) ?? new Uint8Array(this.modes[task]!.length);
      this.modes[task]!.forEach(({ values }, m) => {
        if (values.get(variable) === Number(literal >= 0)) isTrue[m] = 1;
      });
      parts.set(task, isTrue);
    }
    this.clauses.push({ parts: [...parts].map(([task, isTrue]) => ({ task, isTrue })) });
    return true;
  }

  #takeRow(row: Row, c: Constraint): boolean {
    if (row.vars.length === 0) return row.enforce.length === 0 && row.least <= 0 && row.most >= 0;
    if (!row.isRange) return false;
    const shares = this.owners.split(row.vars, row.coeffs, row.enforce);
    const free = shares.get(-1);
    if (free && free.enforce.length > 0) return false;
    const tasks = [...shares].filter(([task]) => task >= 0);
    if (!free && tasks.length === 1) return this.#takeWindow(tasks[0]![0], tasks[0]![1], row);
    if (!free && tasks.length === 2) return this.#takePrecedences(tasks[0]!, tasks[1]!, row);
    if (!free) return false;
    const isPair = free.vars.length + tasks.length <= 2 && Math.abs(free.coeffs[0]!) === 1;
    return (isPair && this.#takeDefinition(free, tasks[0], row, c)) || this.#takeTotal(row);
  }

  /** A row about when one task starts: what it leaves of the windows of modes. */
  #takeWindow(task: number, share: Share, { least, most }: Row): boolean {
    if (Math.abs(share.times) !== 1) return false;
    const { at } = referenceOf(task, share, this.modes[task]!, share.times);
    this.modes[task]!.forEach((mode, m) => {
      if (at[m] === Number.NEGATIVE_INFINITY) return;
      const [from, to] = share.times > 0 ? [least, most] : [-most, -least];
      mode.earliest = Math.max(mode.earliest, from - at[m]!);
      mode.latest = Math.min(mode.latest, to - at[m]!);
    });
    return true;
  }

  #takePrecedences([a, shareA]: [number, Share], [b, shareB]: [number, Share], { least, most }: Row): boolean {
    if (shareA.times !== -shareB.times || Math.abs(shareA.times) !== 1) return false;
    const [later, earlier] = shareA.times > 0 ? [shareA, shareB] : [shareB, shareA];
    const [up, down] = shareA.times > 0 ? [a, b] : [b, a];
    const to = referenceOf(up, later, this.modes[up]!);
    const from = referenceOf(down, earlier, this.modes[down]!, -1);
    if (Number.isFinite(least)) this.precedences.push({ from, to, lag: least });
    return !Number.isFinite(most) || this.#isLoose(from, to, most);
  }

  /** Whether `to - from <= most` whatever happens. */
  #isLoose(from: Precedence['from'], to: Precedence['to'], most: number): boolean {
    const greatest = Math.max(...this.modes[to.task]!.map((mode, m) => mode.latest + to.at[m]!));
    const least = Math.min(...this.modes[from.task]!.map((mode, m) => mode.earliest + Math.max(from.at[m]!, -1e15)));
    return greatest - least <= most;
  }

  /** A row between a variable of no task and another, or a task: what the greater one has to reach. */
  #takeDefinition(
    free: Share,
    task: [number, Share] | undefined,
    { least, most }: Row,
    constraint: Constraint,
  ): boolean {
    if (task && Math.abs(task[1].times) !== 1) return false;
    const sign = free.coeffs[0]!;
    const [low, high] = sign > 0 ? [least, most] : [-most, -least];
    if (free.vars.length === 2) {
      if (free.coeffs[1] !== -sign) return false;
      // free[0] - free[1] in low..high.
      const [a, b] = free.vars as [number, number];
      if (low === high) {
        const isForward = this.definitions.has(b) || !this.definitions.has(a);
        const take = (): boolean =>
          isForward && !this.definitions.has(a)
            ? this.definitions.add(a, [{ variable: b, offset: low }], true)
            : this.definitions.add(b, [{ variable: a, offset: -low }], true);
        this.#later.push({ constraint, take });
        return true;
      }
      if (Number.isFinite(low) && !this.definitions.add(a, [{ variable: b, offset: low }], false)) return false;
      return !Number.isFinite(high) || this.definitions.add(b, [{ variable: a, offset: -high }], false);
    }
    if (!task) {
      if (Number.isFinite(low)) this.definitions.add(free.vars[0]!, [{ offset: low }], false);
      return !Number.isFinite(high) || this.#model.variables[free.vars[0]!]!.domain.at(-1)! <= high;
    }
    const [number, share] = task;
    if (share.times !== -sign) return false;
    // free - reference in low..high.
    const ref = referenceOf(number, share, this.modes[number]!, -sign);
    if (low === high && share.enforce.length === 0) {
      return this.definitions.add(free.vars[0]!, [{ ref, offset: low }], true);
    }
    if (Number.isFinite(low) && !this.definitions.add(free.vars[0]!, [{ ref, offset: low }], false)) return false;
    if (Number.isFinite(high)) this.#later.push({ constraint, take: () => this.#takeBelow(free.vars[0]!, ref, high) });
    return true;
  }

  /** `task >= variable - high`: the task comes after everything that the variable is the greatest of. */
  #takeBelow(variable: number, to: Precedence['to'], high: number): boolean {
    const latest = this.definitions.latest(variable);
    if (!latest || to.at.some((at) => at === Number.NEGATIVE_INFINITY)) return false;
    latest.refs.forEach((from, i) => {
      this.precedences.push({ from, to, lag: latest.offsets[i]! - high });
    });
    this.modes[to.task]!.forEach((mode, m) => {
      mode.earliest = Math.max(mode.earliest, latest.floor - high - to.at[m]!);
    });
    return true;
  }

  #takeMax(c: ConstraintOf<'max'>): boolean {
    const target = affineOf(this.#model, c.target);
    if (!target || target.variable < 0 || c.enforce?.length || this.owners.taskOf(target.variable) >= 0) return false;
    const sources: Source[] = [];
    for (const e of c.exprs) {
      const { vars, coeffs, offset: constant } = openTerms(this.#model, e);
      const offset = constant - target.offset;
      const shares = this.owners.split(vars, coeffs);
      const [first] = shares;
      if (!first) sources.push({ offset });
      else if (shares.size > 1) return false;
      else if (first[0] >= 0) {
        if (first[1].times !== 1) return false;
        sources.push({ ref: referenceOf(first[0], first[1], this.modes[first[0]]!), offset });
      } else {
        if (vars.length > 1 || coeffs[0] !== 1) return false;
        sources.push({ variable: vars[0]!, offset });
      }
    }
    return this.definitions.add(target.variable, sources, true);
  }

  /** An equation that says what a variable of the objective is the sum of. */
  #takeTotal(row: Row): boolean {
    if (row.least !== row.most || row.enforce.length > 0) return false;
    const named = new Set(this.#model.objective?.vars);
    const total = row.vars.find(
      (v, i) => named.has(v) && Math.abs(row.coeffs[i]!) === 1 && this.owners.taskOf(v) < 0 && !this.totals.has(v),
    );
    if (total === undefined) return false;
    this.totals.set(total, row);
    return true;
  }

  /** What defined variables may be at most limits the tasks that they are the greatest of. */
  limitDefinitions(): boolean {
    for (const variable of this.definitions.variables()) {
      const latest = this.definitions.latest(variable);
      if (!latest) return false;
      const most = this.#model.variables[variable]!.domain.at(-1)!;
      latest.refs.forEach(({ task, at }, i) => {
        this.modes[task]!.forEach((mode, m) => {
          if (at[m]! > Number.NEGATIVE_INFINITY)
            mode.latest = Math.min(mode.latest, most - at[m]! - latest.offsets[i]!);
        });
      });
    }
    return true;
  }
}
