import type { OperationInfo, Problem } from '../problem.ts';
import type { Workplace } from './workplace.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** The operations that make a material. */
export function makersOf({ items }: Problem, material: number): OperationInfo[] {
  return items.filter(({ produces }) => produces.some((use) => use.material === material));
}

/** Which operations wait for others to make what they use, while a schedule is built. */
export class Makers {
  readonly #problem: Problem;
  readonly #workplace: Workplace;
  readonly #isDecided: Uint8Array;
  /** The open operations that make each material. */
  readonly #of: readonly (readonly number[])[];
  /** Those that wait, by material. */
  readonly #waiting: Set<number>[];
  /** Those that have seen something made since they began to wait, and those that wait no more. */
  readonly #hasSeen: Uint8Array;
  readonly #isLast: Uint8Array;

  constructor(
    problem: Problem,
    { workplace, isDecided }: { readonly workplace: Workplace; readonly isDecided: Uint8Array },
  ) {
    this.#problem = problem;
    this.#workplace = workplace;
    this.#isDecided = isDecided;
    const of = problem.materials.map((): number[] => []);
    for (const { index, produces, state } of problem.items) {
      if (state === 'open') for (const { material } of produces) of[material]!.push(index);
    }
    this.#of = of;
    this.#waiting = problem.materials.map(() => new Set());
    this.#hasSeen = new Uint8Array(problem.items.length);
    this.#isLast = new Uint8Array(problem.items.length);
  }

  /**
   * Lets an operation wait whose material is not there at a time, while another may still make some; gives that one with
   * all that has to come before it. Undefined where it does not wait.
   *
   * *Means* it waits until some has been made, and then goes on waiting only where that is still too little.
   */
  awaitedBy(item: OperationInfo, ready: number): Set<number> | undefined {
    if (item.consumes.length === 0 || this.#isLast[item.index] === 1) return undefined;
    for (const use of item.consumes) {
      const open = this.#of[use.material]!.filter((one) => one !== item.index && this.#isDecided[one] === 0);
      if (open.length === 0) continue;
      const from = this.#workplace.stockedFrom({ consumes: [use] }, ready);
      if (from <= ready || (from < NEVER && this.#hasSeen[item.index] === 1)) continue;
      this.#waiting[use.material]!.add(item.index);
      return this.#withAncestors(open);
    }
    return undefined;
  }

  /** Tells that an operation is placed or left out; gives those that have waited for it. */
  decided({ index, produces }: OperationInfo): number[] {
    return produces.flatMap(({ material }) => {
      const freed = [...this.#waiting[material]!].filter((one) => this.#isDecided[one] === 0);
      this.#waiting[material]!.clear();
      for (const one of freed) if (one !== index) this.#hasSeen[one] = 1;
      return freed;
    });
  }

  /** The first of those that wait for each other in a circle, or for nobody any more: it goes without. */
  giveUp(): number | undefined {
    for (const list of this.#waiting) {
      for (const one of list) {
        list.delete(one);
        if (this.#isDecided[one] === 1) continue;
        this.#isLast[one] = 1;
        return one;
      }
    }
    return undefined;
  }

  #withAncestors([first]: readonly number[]): Set<number> {
    const found = new Set([first!]);
    for (const one of found) {
      for (const { item } of this.#problem.items[one]!.before) if (this.#isDecided[item] === 0) found.add(item);
    }
    return found;
  }
}
