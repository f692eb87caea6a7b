import type { Choices } from './problem.ts';

/**
 * Which member each choice has taken, with everything that a shift changes kept up to date.
 *
 * ```
 * chosen[g]      the member that choice g has taken, or -1 before it took one
 * activity[r]    what the taken members add up to in row r
 * taken          the entries of taken members in row r stand at members[r] .. members[r] + takenCount[r] - 1
 * violated       the rows outside their range, in any order; place[r] is where r stands, or -1
 * ```
 * A shift takes time linear in the rows of the two members.
 */
export class ChoiceState {
  readonly choices: Choices;
  readonly chosen: Int32Array;
  readonly activity: Float64Array;
  readonly taken: Int32Array;
  readonly takenCount: Int32Array;
  readonly violated: Int32Array;
  /** The member of each entry. */
  readonly memberOfEntry: Int32Array;
  violatedCount = 0;
  cost = 0;
  /** Entries of rows touched: the work done. */
  touched = 0;
  readonly #place: Int32Array;
  /** Where an entry of a taken member stands in `taken`. */
  readonly #slot: Int32Array;

  constructor(choices: Choices) {
    this.choices = choices;
    const { count, rows, lower, upper, entries, entryRow } = choices;
    this.chosen = new Int32Array(count).fill(-1);
    this.activity = new Float64Array(rows);
    this.taken = new Int32Array(entryRow.length);
    this.takenCount = new Int32Array(rows);
    this.violated = new Int32Array(rows);
    this.memberOfEntry = new Int32Array(entryRow.length);
    this.#place = new Int32Array(rows).fill(-1);
    this.#slot = new Int32Array(entryRow.length);
    for (let m = 0; m < entries.length - 1; m++) this.memberOfEntry.fill(m, entries[m]!, entries[m + 1]!);
    for (let r = 0; r < rows; r++) if (lower[r]! > 0 || upper[r]! < 0) this.#note(r, true);
  }

  /** Gives a choice another member, or its first; -1 takes its member away. */
  shift(choice: number, member: number): void {
    const before = this.chosen[choice]!;
    if (before >= 0) this.#leave(before);
    this.chosen[choice] = member;
    if (member >= 0) this.#enter(member);
  }

  /** Goes to what values of the columns say; false, with everything as before, when they are no state without misses. */
  adopt(values: ArrayLike<number>): boolean {
    const before = this.chosen.slice();
    const wanted = this.#read(values);
    if (wanted) this.goTo(wanted);
    if (wanted && this.violatedCount === 0) return true;
    this.goTo(before);
    return false;
  }

  /** Shifts every choice to another member. */
  goTo(chosen: Int32Array): void {
    for (let g = 0; g < chosen.length; g++) if (chosen[g] !== this.chosen[g]) this.shift(g, chosen[g]!);
  }

  /** The members that values of the columns take; undefined when a choice has none, or two. */
  #read(values: ArrayLike<number>): Int32Array | undefined {
    const { first, columnOf, count } = this.choices;
    const wanted = new Int32Array(count).fill(-1);
    for (let g = 0; g < count; g++) {
      let none = -1;
      for (let m = first[g]!; m < first[g + 1]!; m++) {
        if (columnOf[m]! < 0) none = m;
        else if (values[columnOf[m]!] === 1) {
          if (wanted[g]! >= 0) return undefined;
          wanted[g] = m;
        }
      }
      if (wanted[g]! < 0) wanted[g] = none;
      if (wanted[g]! < 0) return undefined;
    }
    return wanted;
  }

  /**
   * Whether every row of both members is within its range once a choice has gone from the one to the other; changes
   * nothing. *Shapes* `from` may be -1.
   */
  allows(from: number, to: number): boolean {
    const { entries, entryRow, entryValue, lower, upper, isHeld } = this.choices;
    const { activity } = this;
    const [fromStart, fromEnd] = from < 0 ? [0, 0] : [entries[from]!, entries[from + 1]!];
    const [start, end] = [entries[to]!, entries[to + 1]!];
    for (let k = fromStart; k < fromEnd; k++) activity[entryRow[k]!]! -= entryValue[k]!;
    let k = start;
    for (; k < end; k++) {
      const row = entryRow[k]!;
      const after = activity[row]! + entryValue[k]!;
      if (after > upper[row]! || after < lower[row]!) break;
    }
    let isLegal = k === end;
    this.touched += fromEnd - fromStart + k - start;
    if (isLegal && from >= 0 && isHeld[from] === 1) isLegal = this.#holds(from, to);
    for (let i = fromStart; i < fromEnd; i++) activity[entryRow[i]!]! += entryValue[i]!;
    return isLegal;
  }

  /** Whether the rows of a member that has left keep their range when the other enters. */
  #holds(from: number, to: number): boolean {
    const { entries, entryRow, entryValue, lower, upper } = this.choices;
    const { activity } = this;
    let isLegal = true;
    for (let k = entries[to]!; k < entries[to + 1]!; k++) activity[entryRow[k]!]! += entryValue[k]!;
    for (let k = entries[from]!; isLegal && k < entries[from + 1]!; k++) {
      const after = activity[entryRow[k]!]!;
      isLegal = after <= upper[entryRow[k]!]! && after >= lower[entryRow[k]!]!;
    }
    for (let k = entries[to]!; k < entries[to + 1]!; k++) activity[entryRow[k]!]! -= entryValue[k]!;
    return isLegal;
  }

  #enter(member: number): void {
    const { entries, entryRow, entryValue, members, lower, upper } = this.choices;
    this.cost += this.choices.cost[member]!;
    this.touched += entries[member + 1]! - entries[member]!;
    for (let k = entries[member]!; k < entries[member + 1]!; k++) {
      const row = entryRow[k]!;
      const after = this.activity[row]! + entryValue[k]!;
      this.activity[row] = after;
      this.#note(row, after > upper[row]! || after < lower[row]!);
      const slot = members[row]! + this.takenCount[row]!++;
      this.taken[slot] = k;
      this.#slot[k] = slot;
    }
  }

  #leave(member: number): void {
    const { entries, entryRow, entryValue, members, lower, upper } = this.choices;
    this.cost -= this.choices.cost[member]!;
    this.touched += entries[member + 1]! - entries[member]!;
    for (let k = entries[member]!; k < entries[member + 1]!; k++) {
      const row = entryRow[k]!;
      const after = this.activity[row]! - entryValue[k]!;
      this.activity[row] = after;
      this.#note(row, after > upper[row]! || after < lower[row]!);
      const last = this.taken[members[row]! + --this.takenCount[row]!]!;
      this.taken[this.#slot[k]!] = last;
      this.#slot[last] = this.#slot[k]!;
    }
  }

  #note(row: number, isViolated: boolean): void {
    const at = this.#place[row]!;
    if (isViolated === at >= 0) return;
    if (isViolated) {
      this.#place[row] = this.violatedCount;
      this.violated[this.violatedCount++] = row;
      return;
    }
    const last = this.violated[--this.violatedCount]!;
    this.violated[at] = last;
    this.#place[last] = at;
    this.#place[row] = -1;
  }
}
