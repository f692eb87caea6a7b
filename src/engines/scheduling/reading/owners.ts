import { type Literal, variableOf } from '../../../language/expression.ts';
import type { Reference } from '../shop.ts';
import type { TaskDraft } from './classes.ts';
import type { Mode } from './modes.ts';

/** Which task a variable belongs to, and whether it moves with the start of the task. */
export class Owners {
  readonly #task: Int32Array;
  readonly #isTime: Uint8Array;
  /** The tasks of each Boolean. */
  readonly #sharing = new Map<number, number[]>();

  constructor(variables: number, drafts: readonly TaskDraft[]) {
    this.#task = new Int32Array(variables).fill(-1);
    this.#isTime = new Uint8Array(variables);
    drafts.forEach(({ starts, others, sizes, booleans }, task) => {
      for (const variable of sizes) this.#task[variable] = task;
      for (const variable of booleans) {
        const tasks = this.#sharing.get(variable);
        if (tasks) tasks.push(task);
        else {
          this.#sharing.set(variable, [task]);
          this.#task[variable] = task;
        }
      }
      const times = (list: readonly (readonly [variable: number, shift: number])[]): void => {
        for (const [variable] of list) {
          this.#task[variable] = task;
          this.#isTime[variable] = 1;
        }
      };
      times(starts);
      for (const { variables } of others) times(variables);
    });
  }

  /** -1 when it belongs to none. */
  taskOf(variable: number): number {
    return this.#task[variable]!;
  }

  isTime(variable: number): boolean {
    return this.#isTime[variable] === 1;
  }

  isBoolean(variable: number): boolean {
    return this.#sharing.has(variable);
  }

  /** Whether a variable belongs to a task; to -1 where it belongs to none. */
  isOf(variable: number, task: number): boolean {
    return this.#task[variable] === task || (this.#sharing.get(variable)?.includes(task) ?? false);
  }

  /** All tasks that a variable belongs to; -1 alone when there is none. */
  tasksOf(variable: number): readonly number[] {
    return this.#sharing.get(variable) ?? [this.#task[variable]!];
  }

  /** Booleans that say something of several tasks. */
  shared(): (readonly [variable: number, tasks: readonly number[]])[] {
    return [...this.#sharing].filter(([, tasks]) => tasks.length > 1);
  }

  /** How the terms are shared out among tasks; those of no task stand under -1. */
  split(vars: readonly number[], coeffs: readonly number[], enforce: readonly Literal[] = []): Map<number, Share> {
    const shares = new Map<number, Share>();
    const shareOf = (task: number): Share => {
      const known = shares.get(task) ?? { vars: [], coeffs: [], enforce: [], times: 0 };
      shares.set(task, known);
      return known;
    };
    // What several tasks share goes with one of them that is named anyway, if there is one.
    const isShared = (variable: number): boolean => (this.#sharing.get(variable)?.length ?? 1) > 1;
    const shareFor = (variable: number): Share => {
      if (!isShared(variable)) return shareOf(this.#task[variable]!);
      const tasks = this.tasksOf(variable);
      return shareOf(tasks.find((task) => shares.has(task)) ?? tasks[0]!);
    };
    const order = [...vars.keys()];
    if (vars.some(isShared)) order.sort((a, b) => this.tasksOf(vars[a]!).length - this.tasksOf(vars[b]!).length);
    for (const i of order) {
      const share = shareFor(vars[i]!);
      share.vars.push(vars[i]!);
      share.coeffs.push(coeffs[i]!);
      if (this.#isTime[vars[i]!] === 1) share.times += coeffs[i]!;
    }
    for (const literal of enforce) {
      const variable = variableOf(literal);
      (this.isBoolean(variable) ? shareFor(variable) : shareOf(-1)).enforce.push(literal);
    }
    return shares;
  }
}

/** The terms of a sum that belong to one task; `times` is the sum of the coefficients of its times. */
export interface Share {
  readonly vars: number[];
  readonly coeffs: number[];
  readonly enforce: Literal[];
  times: number;
}

/** The value of a share in each mode of its task when that starts at 0; -Infinity where it is not enforced. */
export function referenceOf(task: number, share: Share, modes: readonly Mode[], factor = 1): Reference {
  const { coeffs, enforce, vars } = share;
  const at = new Float64Array(modes.length);
  for (const [m, { values }] of modes.entries()) {
    for (let i = 0; i < vars.length; i++) at[m]! += factor * coeffs[i]! * values.get(vars[i]!)!;
    const isActive = enforce.every((literal) => values.get(variableOf(literal)) === (literal >= 0 ? 1 : 0));
    if (!isActive) at[m] = Number.NEGATIVE_INFINITY;
  }
  return { task, at };
}
