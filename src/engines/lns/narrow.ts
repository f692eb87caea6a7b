import type { State } from '../local/state.ts';
import type { Random } from '../random.ts';

/** Ways to pick single decisions that are freed together, and nothing with them but what follows from them. */
export const NARROW = ['relaxed', 'room'] as const;
export type Narrow = (typeof NARROW)[number];

export function isNarrow(kind: string): kind is Narrow {
  return NARROW.some((one) => one === kind);
}

/** For each that is asked for, the decisions on which the relaxation disagrees; they differ by at least so much. */
const UNDECIDED = 10;
const DIFFERENCE = 0.1;
/** Places that are looked at for each decision that is taken out. */
const TRIES = 20;

/**
 * Picks decisions instead of whole choices, where a choice has many members, or a decision is in several choices:
 *
 * - `relaxed`: those that the relaxation takes otherwise than the solution (E. Danna, E. Rothberg and C. Le Pape, "Exploring
 *   relaxation induced neighborhoods to improve MIP solutions", Mathematical Programming 102, 2005); when there are many,
 *   some that hang together by rows;
 * - `room`: some that are chosen and in each other's way, and all that would fit in where they are, each by itself.
 */
export class NarrowPicker {
  readonly #state: State;
  readonly #random: Random;
  readonly #relaxed: Float64Array | undefined;

  /** *Means* `relaxed` is a solution of the relaxation; without one nothing is picked by it. */
  constructor(state: State, random: Random, relaxed: Float64Array | undefined) {
    this.#state = state;
    this.#random = random;
    this.#relaxed = relaxed;
  }

  pick(kind: Narrow, count: number): Iterable<number> {
    return kind === 'relaxed' ? this.#undecided(count * UNDECIDED) : this.#whatFits(this.#takenOut(count));
  }

  #undecided(wanted: number): Iterable<number> {
    const { matrix, structure, values, columns } = this.#state;
    const relaxed = this.#relaxed;
    if (!relaxed) return [];
    const differs = (column: number): boolean => Math.abs(relaxed[column]! - values[column]!) > DIFFERENCE;
    const all = structure.decisions.filter(differs);
    if (all.length <= wanted) return all;
    const picked = new Set<number>([all[this.#random.below(all.length)]!]);
    // A set is gone through in the order of adding, with what is added on the way.
    for (const column of picked) {
      for (let at = columns.starts[column]!; at < columns.starts[column + 1]!; at++) {
        const row = columns.indices[at]!;
        for (let k = matrix.starts[row]!; k < matrix.starts[row + 1]! && picked.size < wanted; k++) {
          const next = matrix.indices[k]!;
          if (structure.level[next] === 0 && differs(next)) picked.add(next);
        }
      }
    }
    return picked;
  }

  /** Decisions that stand in the way of some others, and so on from those. */
  #takenOut(wanted: number): ReadonlySet<number> {
    const { values, structure } = this.#state;
    const out = new Set<number>();
    let from = structure.decisions[this.#random.below(structure.decisions.length)]!;
    for (let tries = 0; out.size < wanted && tries < TRIES * wanted; tries++) {
      const found = !this.#isSwitch(from) ? [] : values[from] === 0 ? this.#inTheWayOf(from) : [from];
      for (const one of found) if (out.size < wanted) out.add(one);
      from = this.#beside(out.size === 0 ? from : [...out][this.#random.below(out.size)]!);
    }
    return out;
  }

  /** Whether a column is a decision between 0 and 1. */
  #isSwitch(column: number): boolean {
    const { matrix, structure } = this.#state;
    return structure.level[column] === 0 && matrix.colLower[column] === 0 && matrix.colUpper[column] === 1;
  }

  /** A chosen decision of each row that another one would break. */
  #inTheWayOf(decision: number): number[] {
    const { matrix, values, violated } = this.#state;
    this.#state.set(decision, 1);
    const blockers: number[] = [];
    for (const row of violated.subarray(0, this.#state.violatedCount)) {
      const length = matrix.starts[row + 1]! - matrix.starts[row]!;
      const offset = this.#random.below(length);
      for (let i = 0; i < length; i++) {
        const column = matrix.indices[matrix.starts[row]! + ((offset + i) % length)]!;
        if (column === decision || values[column] === 0 || !this.#isSwitch(column)) continue;
        blockers.push(column);
        break;
      }
    }
    this.#state.rollback(0);
    return blockers;
  }

  /** A decision of a row of another column, or one by chance. */
  #beside(column: number): number {
    const { matrix, columns, structure } = this.#state;
    const rows = columns.starts[column + 1]! - columns.starts[column]!;
    if (rows > 0) {
      const row = columns.indices[columns.starts[column]! + this.#random.below(rows)]!;
      const length = matrix.starts[row + 1]! - matrix.starts[row]!;
      const next = matrix.indices[matrix.starts[row]! + this.#random.below(length)]!;
      if (structure.level[next] === 0) return next;
    }
    return structure.decisions[this.#random.below(structure.decisions.length)]!;
  }

  /** What is taken out, and each decision of its rows that breaks nothing when it alone comes instead. */
  #whatFits(out: ReadonlySet<number>): Iterable<number> {
    const { matrix, columns, values, journal } = this.#state;
    for (const column of out) this.#state.set(column, 0);
    const [missed, mark] = [this.#state.missed, journal.length];
    const [fits, seen] = [new Set(out), new Set(out)];
    for (const column of out) {
      for (let at = columns.starts[column]!; at < columns.starts[column + 1]!; at++) {
        const row = columns.indices[at]!;
        for (let k = matrix.starts[row]!; k < matrix.starts[row + 1]!; k++) {
          const next = matrix.indices[k]!;
          if (values[next] !== 0 || !this.#isSwitch(next) || seen.has(next)) continue;
          seen.add(next);
          this.#state.set(next, 1);
          if (this.#state.missed <= missed) fits.add(next);
          this.#state.rollback(mark);
        }
      }
    }
    this.#state.rollback(0);
    return fits;
  }
}
