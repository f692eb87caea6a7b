import type * as kit from '../../src/domain/world.ts';
import { engagedIn } from './layout.ts';
import { type Batch, endOf, type Problem, type Run } from './problem.ts';

/** A batch on its machine, from its first phase to its last. */
export interface Held {
  readonly run: Run;
  readonly batch: Batch;
  readonly from: number;
  readonly to: number;
}

/** An operator in a phase, or in a part of it between two pauses. */
export interface Engaged {
  readonly run: Run;
  readonly from: number;
  readonly to: number;
  readonly effort: number;
}

/** Operations at their places, grouped by machine and operator. */
export class Schedule implements kit.Schedule<Run> {
  readonly assignments = new Set<Run>();
  readonly #problem: Problem;
  readonly #ofItem: Run[][];
  readonly #onMachine: Held[][];
  readonly #withOperator: Engaged[][];

  constructor(problem: Problem, runs: Iterable<Run>) {
    this.#problem = problem;
    this.#ofItem = problem.items.map(() => []);
    this.#onMachine = problem.machines.map(() => []);
    this.#withOperator = problem.operators.map(() => []);
    for (const run of runs) this.add(run);
  }

  of(item: number): readonly Run[] {
    return this.#ofItem[item]!;
  }

  /** What is on a machine, in no order. */
  on(machine: number): readonly Held[] {
    return this.#onMachine[machine]!;
  }

  /** What an operator is engaged in, in no order. */
  with(operator: number): readonly Engaged[] {
    return this.#withOperator[operator]!;
  }

  add(run: Run): void {
    this.assignments.add(run);
    this.#ofItem[run.item]!.push(run);
    const item = this.#problem.items[run.item]!;
    const { phases: asked } = item;
    for (const batch of run.batches) {
      const [from, to] = [batch.phases[0]!.from, batch.phases.at(-1)!.to];
      this.#onMachine[batch.machine]!.push({ run, batch, from, to });
      batch.phases.forEach((phase, p) => {
        if (phase.operators.length === 0) return;
        const effort = asked[p]?.effort || asked[0]?.effort || 0;
        for (const [from, to] of engagedIn(this.#problem, item, batch.machine, phase)) {
          for (const one of phase.operators) this.#withOperator[one]!.push({ run, from, to, effort });
        }
      });
    }
  }

  remove(run: Run): void {
    this.assignments.delete(run);
    const without = <T>(list: T[], isOf: (entry: T) => boolean): void => {
      for (let i = list.length - 1; i >= 0; i--) if (isOf(list[i]!)) list.splice(i, 1);
    };
    without(this.#ofItem[run.item]!, (one) => one === run);
    for (const { machine, phases } of run.batches) {
      without(this.#onMachine[machine]!, (one) => one.run === run);
      for (const { operators } of phases) {
        for (const one of operators) without(this.#withOperator[one]!, (engaged) => engaged.run === run);
      }
    }
  }

  /** When the last of some operations is over that is in place; -Infinity when none is. */
  endOf(items: readonly number[]): number {
    let end = Number.NEGATIVE_INFINITY;
    for (const item of items) for (const run of this.of(item)) end = Math.max(end, endOf(run));
    return end;
  }

  /** The one of some operations that is over last. */
  lastOf(items: readonly number[]): Run | undefined {
    let last: Run | undefined;
    for (const item of items) for (const run of this.of(item)) if (!last || endOf(run) > endOf(last)) last = run;
    return last;
  }
}
