import type { Random } from '../../random.ts';
import type { Clause, Share, Shop } from '../shop.ts';

/** Modes that are changed for others are at most this many by task, so that what contradicts itself comes to an end. */
const MOST_CHANGES = 4;

/** What several tasks have to agree on in their modes, by task. */
export class Agreement {
  readonly #shop: Shop;
  readonly #shares: readonly (readonly Share[])[];
  readonly #clauses: readonly (readonly Clause[])[];
  readonly #isEmpty: boolean;

  constructor(shop: Shop) {
    const shares = Array.from({ length: shop.taskCount }, (): Share[] => []);
    const clauses = Array.from({ length: shop.taskCount }, (): Clause[] => []);
    for (const share of shop.shares) for (const task of share.tasks) shares[task]!.push(share);
    for (const clause of shop.clauses) for (const { task } of clause.parts) clauses[task]!.push(clause);
    this.#shop = shop;
    this.#shares = shares;
    this.#clauses = clauses;
    this.#isEmpty = shop.shares.length + shop.clauses.length === 0;
  }

  /** How many clauses no task of theirs is in a mode for. */
  broken(mode: Int32Array): number {
    let broken = 0;
    for (const clause of this.#shop.clauses) if (!this.#isTrue(clause, mode)) broken++;
    return broken;
  }

  /** Whether a mode of a task agrees with the modes of the tasks that are decided; clauses may be left open. */
  allows(task: number, m: number, { mode, isDecided }: { mode: Int32Array; isDecided: Uint8Array }): boolean {
    if (this.#isEmpty) return true;
    const { modeFrom } = this.#shop;
    for (const { tasks, values } of this.#shares[task]!) {
      const own = values[tasks.indexOf(task)]![m - modeFrom[task]!];
      for (let i = 0; i < tasks.length; i++) {
        const other = tasks[i]!;
        if (other === task || isDecided[other] === 0) continue;
        if (values[i]![mode[other]! - modeFrom[other]!] !== own) return false;
      }
    }
    return this.#clauses[task]!.every(({ parts }) =>
      parts.some((part) => {
        if (part.task === task) return part.isTrue[m - modeFrom[task]!] === 1;
        return isDecided[part.task] === 0 || part.isTrue[mode[part.task]! - modeFrom[part.task]!] === 1;
      }),
    );
  }

  /** Tasks that have to agree with one. */
  *partners(task: number): Generator<number> {
    for (const { tasks } of this.#shares[task]!) yield* tasks;
    for (const { parts } of this.#clauses[task]!) for (const part of parts) yield part.task;
  }

  /** Lets the tasks that have to agree with one that has changed follow it, and those that follow them. */
  follow(first: number, mode: Int32Array, random: Random): void {
    if (this.#isEmpty) return;
    const changed = [first];
    let left = MOST_CHANGES * this.#shop.taskCount;
    const put = (task: number, isWanted: (m: number) => boolean): void => {
      let ties = 0;
      const [from, to] = [this.#shop.modeFrom[task]!, this.#shop.modeFrom[task + 1]!];
      for (let m = from; m < to; m++) if (isWanted(m) && random.below(++ties) === 0) mode[task] = m;
      if (ties > 0 && left-- > 0) changed.push(task);
    };
    for (let task = changed.pop(); task !== undefined; task = changed.pop()) {
      for (const { tasks, values } of this.#shares[task]!) {
        const { modeFrom } = this.#shop;
        const wanted = values[tasks.indexOf(task)]![mode[task]! - modeFrom[task]!];
        tasks.forEach((other, i) => {
          const isWanted = (m: number): boolean => values[i]![m - modeFrom[other]!] === wanted;
          if (!isWanted(mode[other]!)) put(other, isWanted);
        });
      }
      for (const clause of this.#clauses[task]!) {
        if (this.#isTrue(clause, mode)) continue;
        const others = clause.parts.filter((part) => part.task !== task && part.isTrue.includes(1));
        if (others.length === 0) continue;
        const { isTrue, task: other } = others[random.below(others.length)]!;
        put(other, (m) => isTrue[m - this.#shop.modeFrom[other]!] === 1);
      }
    }
  }

  #isTrue({ parts }: Clause, mode: Int32Array): boolean {
    for (const { task, isTrue } of parts) if (isTrue[mode[task]! - this.#shop.modeFrom[task]!] === 1) return true;
    return false;
  }
}

/** Costs of modes, infinite for those that differ in what tasks have to agree on: each in the way that costs less. */
export function allowedCosts({ modeCost, modeFrom, shares }: Shop): Float64Array {
  const cost = modeCost.slice();
  for (const { tasks, values } of shares) {
    const total = [0, 0];
    tasks.forEach((t, i) => {
      const cheapest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      values[i]!.forEach((value, m) => {
        cheapest[value] = Math.min(cheapest[value]!, cost[modeFrom[t]! + m]!);
      });
      total[0]! += cheapest[0]!;
      total[1]! += cheapest[1]!;
    });
    const dearer = total[1]! <= total[0]! ? 0 : 1;
    tasks.forEach((t, i) => {
      values[i]!.forEach((value, m) => {
        if (value === dearer) cost[modeFrom[t]! + m] = Number.POSITIVE_INFINITY;
      });
    });
  }
  return cost;
}
