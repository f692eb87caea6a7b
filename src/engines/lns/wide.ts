import type { State } from '../local/state.ts';
import type { Random } from '../random.ts';

/** Ways to pick whole choices that are freed together. */
export const WIDE = ['walk', 'row', 'tight', 'costly', 'blocked', 'paid'] as const;
export type Wide = (typeof WIDE)[number];

/** Rows with at least this many choices stand for a resource or a time that they share. */
const SHARING = 4;
/** Steps without a new choice after which a walk begins elsewhere. */
const PATIENCE = 20;
/** Other decisions of a choice for which it is looked what is in their way. */
const OPTIONS = 12;

/**
 * Picks choices (rows that take one of several decisions) that have something to do with each other:
 *
 * - `walk`: by random steps over the constraint graph, from a choice to a row of one of its decisions to another choice;
 * - `row`: those that meet in one row, as the work of a resource or of a time does;
 * - `tight`: the same for a row that is at its limit, so that its choices compete;
 * - `costly`: those that cost most above the least they could, where the bound says something is to be gained, each with
 *   its surroundings.
 */
export class WidePicker {
  readonly #state: State;
  readonly #random: Random;
  readonly #sharedRows: Int32Array;
  readonly #leastCost: Float64Array;
  readonly #isLeading: Uint8Array;
  readonly #costly: Int32Array;
  readonly #picked = new Set<number>();

  constructor(state: State, random: Random) {
    this.#state = state;
    this.#random = random;
    this.#costly = Int32Array.from(state.matrix.cost.keys()).filter((column) => state.matrix.cost[column] !== 0);
    this.#sharedRows = rowsOfSeveralChoices(state);
    this.#isLeading = new Uint8Array(state.matrix.numRows);
    for (const row of state.structure.leading) this.#isLeading[row] = 1;
    this.#leastCost = Float64Array.from(state.structure.leading, (row) => leastCostOf(state, row));
  }

  /** The decisions of at least `count` choices, where there are as many. */
  *pick(kind: Wide, count: number): Generator<number> {
    const { group } = this.#state.structure;
    const { starts, indices } = this.#state.matrix;
    for (const row of this.#choices(kind, count)) {
      for (let at = starts[row]!; at < starts[row + 1]!; at++) if (group[indices[at]!] === row) yield indices[at]!;
    }
  }

  #choices(kind: Wide, count: number): ReadonlySet<number> {
    this.#picked.clear();
    const wanted = Math.min(count, this.#state.structure.leading.length);
    if (kind === 'row') this.#addRow(this.#someRow(), wanted);
    if (kind === 'tight') this.#addRow(this.#tightRow(), wanted);
    if (kind === 'costly') this.#addCostly(Math.ceil(wanted / 3));
    if (kind === 'blocked') this.#addBlocked(wanted);
    if (kind === 'paid') this.#addPaid(wanted);
    this.#walk(wanted);
    return this.#picked;
  }

  #someGroup(): number {
    const { leading } = this.#state.structure;
    return leading[this.#random.below(leading.length)]!;
  }

  #someRow(): number | undefined {
    return this.#sharedRows.length === 0 ? undefined : this.#sharedRows[this.#random.below(this.#sharedRows.length)]!;
  }

  #tightRow(): number | undefined {
    const { rowLower, rowUpper } = this.#state.matrix;
    for (let tries = 0; tries < 30; tries++) {
      const row = this.#someRow();
      if (row === undefined) return undefined;
      const activity = this.#state.activityOf(row);
      if (activity >= rowUpper[row]! || activity <= rowLower[row]!) return row;
    }
    return this.#someRow();
  }

  /** The choices in a row, those whose chosen decision is in it first. */
  #addRow(row: number | undefined, wanted: number): void {
    if (row === undefined) return;
    const { starts, indices } = this.#state.matrix;
    const length = starts[row + 1]! - starts[row]!;
    const offset = this.#random.below(length);
    for (const onlyChosen of [true, false]) {
      for (let i = 0; i < length && this.#picked.size < wanted; i++) {
        const column = indices[starts[row]! + ((offset + i) % length)]!;
        if (!onlyChosen || this.#state.values[column] !== 0) this.#addChoicesBehind(column);
      }
    }
  }

  /** The choice of a decision, or those of the decisions that a dependent column follows from. */
  #addChoicesBehind(column: number, depth = 2): void {
    const { group, level, starts, rowsOf } = this.#state.structure;
    if (level[column] === 0) {
      if (group[column]! >= 0) this.#addChoice(group[column]!, depth);
      return;
    }
    const count = starts[column + 1]! - starts[column]!;
    if (depth <= 0 || count === 0) return;
    const row = rowsOf[starts[column]! + this.#random.below(count)]!;
    const { starts: rowStarts, indices } = this.#state.matrix;
    const length = rowStarts[row + 1]! - rowStarts[row]!;
    const offset = this.#random.below(length);
    for (let i = 0; i < Math.min(length, 8); i++) {
      const input = indices[rowStarts[row]! + ((offset + i) % length)]!;
      if (input !== column && (this.#state.values[input] !== 0 || i === 0)) this.#addChoicesBehind(input, depth - 1);
    }
  }

  /** A leading choice itself; for another one those that open it. */
  #addChoice(row: number, depth: number): void {
    if (this.#isLeading[row] === 1) {
      this.#picked.add(row);
      return;
    }
    const { starts, indices } = this.#state.matrix;
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      if (this.#state.structure.level[indices[at]!]! > 0) this.#addChoicesBehind(indices[at]!, depth - 1);
    }
  }

  /** The most wasteful of a random tenth. */
  #addCostly(wanted: number): void {
    const { leading } = this.#state.structure;
    const sample = Math.max(wanted * 2, Math.ceil(leading.length / 10));
    const found: { row: number; waste: number }[] = [];
    for (let i = 0; i < sample; i++) {
      const at = this.#random.below(leading.length);
      found.push({ row: leading[at]!, waste: costOf(this.#state, leading[at]!) - this.#leastCost[at]! });
    }
    found.sort((a, b) => b.waste - a.waste);
    for (const { row } of found.slice(0, wanted)) this.#picked.add(row);
  }

  #addBlocked(wanted: number): void {
    this.#addCostly(1);
    let grown = 0;
    // The set is in the order of adding: what blocks the first comes before what blocks those.
    for (const choice of this.#picked) {
      if (this.#picked.size >= wanted || grown++ > wanted) return;
      this.#addBlockers(choice, wanted);
    }
  }

  /** What is chosen in the rows that a decision of the choice would break. */
  #addBlockers(choice: number, wanted: number): void {
    const { starts, indices } = this.#state.matrix;
    const { group } = this.#state.structure;
    const length = starts[choice + 1]! - starts[choice]!;
    const offset = this.#random.below(length);
    for (let i = 0; i < Math.min(length, OPTIONS) && this.#picked.size < wanted; i++) {
      const option = indices[starts[choice]! + ((offset + i) % length)]!;
      if (group[option] !== choice || this.#state.values[option] !== 0) continue;
      for (const column of this.#blockersOf(option, this.#state.chosen[choice]!)) this.#addChoicesBehind(column);
    }
  }

  /** The columns that stand against an option taking the place of what is chosen. */
  #blockersOf(option: number, chosen: number): number[] {
    const { matrix, violated, values } = this.#state;
    if (chosen >= 0) this.#state.set(chosen, 0);
    this.#state.set(option, 1);
    const blockers: number[] = [];
    for (let i = 0; i < Math.min(this.#state.violatedCount, 4); i++) {
      const row = violated[i]!;
      for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
        const column = matrix.indices[at]!;
        if (column !== option && values[column] !== 0) blockers.push(column);
      }
    }
    this.#state.rollback(0);
    return blockers;
  }

  #addPaid(wanted: number): void {
    const { matrix, values } = this.#state;
    if (this.#costly.length === 0) return;
    for (let tries = 0; tries < 20 * wanted && this.#picked.size < wanted; tries++) {
      const column = this.#costly[this.#random.below(this.#costly.length)]!;
      const cheapest = matrix.cost[column]! > 0 ? matrix.colLower[column]! : matrix.colUpper[column]!;
      if (values[column] !== cheapest) this.#addAllBehind(column);
    }
  }

  /** The choices of everything that is not 0 in the rows that define a column. */
  #addAllBehind(column: number): void {
    const { level, starts, rowsOf } = this.#state.structure;
    if (level[column] === 0) {
      this.#addChoicesBehind(column);
      return;
    }
    const { starts: rowStarts, indices } = this.#state.matrix;
    for (let i = starts[column]!; i < starts[column + 1]!; i++) {
      const row = rowsOf[i]!;
      for (let at = rowStarts[row]!; at < rowStarts[row + 1]!; at++) {
        const input = indices[at]!;
        if (input !== column && this.#state.values[input] !== 0) this.#addChoicesBehind(input);
      }
    }
  }

  #walk(wanted: number): void {
    const { matrix, columns } = this.#state;
    let group = this.#picked.size > 0 ? [...this.#picked][this.#random.below(this.#picked.size)]! : this.#someGroup();
    let idle = 0;
    for (let steps = 0; this.#picked.size < wanted && steps < 50 * wanted; steps++) {
      const before = this.#picked.size;
      this.#picked.add(group);
      const column = this.#memberOf(group);
      const rows = columns.starts[column + 1]! - columns.starts[column]!;
      const row = columns.indices[columns.starts[column]! + this.#random.below(rows)]!;
      const length = matrix.starts[row + 1]! - matrix.starts[row]!;
      const next = matrix.indices[matrix.starts[row]! + this.#random.below(length)]!;
      const reached = this.#state.structure.group[next]!;
      if (reached >= 0 && this.#isLeading[reached] === 1) group = reached;
      else this.#addChoicesBehind(next);
      idle = this.#picked.size > before ? 0 : idle + 1;
      if (idle > PATIENCE) [group, idle] = [this.#someGroup(), 0];
    }
  }

  /** What is chosen, or now and then, and when nothing is, any decision. */
  #memberOf(group: number): number {
    const chosen = this.#state.chosen[group]!;
    if (chosen >= 0 && this.#random.below(3) > 0) return chosen;
    const { starts, indices } = this.#state.matrix;
    return indices[starts[group]! + this.#random.below(starts[group + 1]! - starts[group]!)]!;
  }
}

/** Rows with the decisions of several choices, or with what follows from them. */
function rowsOfSeveralChoices({ matrix, structure }: State): Int32Array {
  const isGroup = new Uint8Array(matrix.numRows);
  for (const row of structure.groups) isGroup[row] = 1;
  const rows: number[] = [];
  for (let row = 0; row < matrix.numRows; row++) {
    if (isGroup[row] === 0 && matrix.starts[row + 1]! - matrix.starts[row]! >= SHARING) rows.push(row);
  }
  return Int32Array.from(rows);
}

function leastCostOf({ matrix }: State, row: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
    least = Math.min(least, matrix.cost[matrix.indices[at]!]!);
  }
  return least;
}

function costOf({ matrix, values }: State, row: number): number {
  let cost = 0;
  for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
    const column = matrix.indices[at]!;
    cost += matrix.cost[column]! * values[column]!;
  }
  return cost;
}
