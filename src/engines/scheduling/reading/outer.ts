import type { Model } from '../../../language/model.ts';
import type { TaskDraft } from './classes.ts';
import { fixedValue } from './parts.ts';
import { variablesOf } from './rows.ts';

/** Constraints that name a Boolean which is in no interval. */
interface Rows {
  /** The variables of each that are not fixed. */
  readonly vars: readonly (readonly number[])[];
  /** Whether all of them are Booleans, of which the others say what one is. */
  readonly isEquation: readonly boolean[];
  /** Rows by Boolean. */
  readonly of: ReadonlyMap<number, readonly number[]>;
}

/** Tasks by variable. */
type Tasks = Map<number, readonly number[]>;

/**
 * Gives tasks the Booleans that are in none of their intervals and that rows tie to the variables of one task: whether it
 * is there at all, next to which machine it is on; in how many parts it is done; whether it is late; which stretch of a
 * calendar it begins in. One that equations of several tasks tell belongs to all of them.
 */
export function addOuterBooleans(model: Model, drafts: readonly TaskDraft[]): void {
  if (!hasOuterBooleans(model, drafts)) return;
  const inner = tasksOfVariables(drafts);
  const rows = rowsOf(model, inner);
  const tasks: Tasks = new Map(inner);
  const give = (variable: number, task: number, queue: number[]): void => {
    tasks.set(variable, [...(tasks.get(variable) ?? []), task]);
    drafts[task]!.booleans.push(variable);
    queue.push(...rows.of.get(variable)!);
  };
  // Equations first: what they tell needs no modes of its own.
  const equations = [...rows.vars.keys()].filter((row) => rows.isEquation[row]);
  for (let next = 0; next < equations.length; next++) {
    const row = equations[next]!;
    const missing = rows.isEquation[row] ? missingIn(rows.vars[row]!, tasks) : undefined;
    if (missing && !inner.has(missing.variable)) give(missing.variable, missing.task, equations);
  }
  const others = [...rows.vars.keys()];
  for (let next = 0; next < others.length; next++) {
    const vars = rows.vars[others[next]!]!;
    const task = commonTask(vars, tasks);
    if (task === undefined) continue;
    for (const variable of vars) if (!tasks.has(variable)) give(variable, task, others);
  }
}

/** Whether there is an open Boolean that no task has, which most models of machines do not need. */
function hasOuterBooleans(model: Model, drafts: readonly TaskDraft[]): boolean {
  const isInner = new Uint8Array(model.variables.length);
  for (const { booleans, others, sizes, starts } of drafts) {
    for (const variable of booleans) isInner[variable] = 1;
    for (const variable of sizes) isInner[variable] = 1;
    for (const [variable] of starts) isInner[variable] = 1;
    for (const { variables } of others) for (const [variable] of variables) isInner[variable] = 1;
  }
  return isInner.some((inner, variable) => inner === 0 && isOpenBoolean(model, variable));
}

function isBoolean({ variables }: Model, variable: number): boolean {
  const { domain } = variables[variable]!;
  return domain[0]! >= 0 && domain.at(-1)! <= 1;
}

function isOpenBoolean(model: Model, variable: number): boolean {
  return isBoolean(model, variable) && fixedValue(model, variable) === undefined;
}

function tasksOfVariables(drafts: readonly TaskDraft[]): Tasks {
  const tasks = new Map<number, number[]>();
  const add = (variable: number, task: number): void => {
    const known = tasks.get(variable);
    if (known) known.push(task);
    else tasks.set(variable, [task]);
  };
  drafts.forEach(({ booleans, others, sizes, starts }, task) => {
    for (const variable of [...booleans, ...sizes]) add(variable, task);
    for (const [variable] of starts) add(variable, task);
    for (const { variables } of others) for (const [variable] of variables) add(variable, task);
  });
  return tasks;
}

function rowsOf(model: Model, inner: Tasks): Rows {
  const vars: (readonly number[])[] = [];
  const isEquation: boolean[] = [];
  const of = new Map<number, number[]>();
  for (const c of model.constraints) {
    const all = variablesOf(c);
    if (!all || (c.kind === 'linear' && c.coeffs.includes(0))) continue;
    const open = [...new Set(all)].filter((variable) => fixedValue(model, variable) === undefined);
    const outer = open.filter((variable) => !inner.has(variable));
    if (outer.length === 0 || !outer.every((variable) => isBoolean(model, variable))) continue;
    for (const variable of outer) {
      const known = of.get(variable);
      if (known) known.push(vars.length);
      else of.set(variable, [vars.length]);
    }
    vars.push(open);
    const isExact = c.kind === 'exactlyOne' || (c.kind === 'linear' && c.domain[0] === c.domain.at(-1));
    isEquation.push(isExact && !c.enforce?.length && open.every((variable) => isBoolean(model, variable)));
  }
  return { vars, isEquation, of };
}

/** The one variable of a row that a task does not have which has all others; undefined where there is no such pair. */
function missingIn(vars: readonly number[], tasks: Tasks) {
  const count = new Map<number, number>();
  let unknown = 0;
  for (const variable of vars) {
    const own = tasks.get(variable) ?? [];
    if (own.length === 0) unknown++;
    for (const task of own) count.set(task, (count.get(task) ?? 0) + 1);
  }
  // Where all have tasks, the row may still say that two tasks agree.
  const counts = [...count];
  if (unknown > 1 || counts.some(([, own]) => own === vars.length)) return undefined;
  const [task] = counts.find(([, own]) => own === vars.length - 1) ?? [];
  if (task === undefined) return undefined;
  return { task, variable: vars.find((variable) => !tasks.get(variable)?.includes(task))! };
}

/** A task that has every variable of a row that any task has. */
function commonTask(vars: readonly number[], tasks: Tasks): number | undefined {
  let common: readonly number[] | undefined;
  for (const variable of vars) {
    const own = tasks.get(variable);
    if (own) common = common ? common.filter((task) => own.includes(task)) : own;
    if (common?.length === 0) return undefined;
  }
  return common?.[0];
}
