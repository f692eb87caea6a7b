import type { Random } from '../../random.ts';
import type { Choices } from './problem.ts';
import type { ChoiceState } from './state.ts';

/** Shifts in one chain. */
const MOST_SHIFTS = 4;
/** Pairs of a choice and a place that are tried to end a chain. */
const TRIES = 6;
/** What a move costs beyond the entries that it touches. */
const MOVE_ENTRIES = 8;
/** Random numbers with exponential distribution that are kept ready. */
const KEPT = 4096;

/**
 * The moves between states without violated rows.
 *
 * - *shift*: a choice goes to another member;
 * - *swap*: where a shift breaks a row, a choice in that row goes to where the first one came from;
 * - *chain*: it goes elsewhere instead, and may break a row in its turn (ejection chains: F. Glover, Discrete Applied
 *   Mathematics 65, 1996).
 *
 * What a move may cost is drawn first, with an exponential distribution, which is the rule of N. Metropolis et al.
 * (J. Chemical Physics 21, 1953) said the other way round; members are sorted by cost, so that only those are drawn that
 * cost no more.
 */
export class Moves {
  readonly #state: ChoiceState;
  readonly #choices: Choices;
  readonly #random: Random;
  readonly #exponential: Float64Array;
  /** The choices of the present chain, and what they had taken. */
  readonly #moved = new Int32Array(MOST_SHIFTS + 1);
  readonly #before = new Int32Array(MOST_SHIFTS + 1);
  #length = 0;

  constructor(state: ChoiceState, random: Random) {
    this.#state = state;
    this.#choices = state.choices;
    this.#random = random;
    this.#exponential = Float64Array.from({ length: KEPT }, (_, i) => -Math.log((i + 0.5) / KEPT));
  }

  /** Tries one move at a temperature; says whether the state is another one. */
  try(temperature: number): boolean {
    const choice = this.#random.below(this.#choices.count);
    return this.tryWithin(choice, temperature * this.#exponential[this.#random.below(KEPT)]!);
  }

  /** Tries to move a choice at a cost of at most `room`, whatever has to make way. */
  tryWithin(choice: number, room: number): boolean {
    const state = this.#state;
    state.touched += MOVE_ENTRIES;
    const from = state.chosen[choice]!;
    const to = this.#place(choice, room);
    if (to === from) return false;
    if (state.allows(from, to)) {
      state.shift(choice, to);
      return true;
    }
    return this.#chain(choice, to, room);
  }

  /** A member of the choice that costs at most so much more than the one it has taken: any of them, as likely. */
  #place(choice: number, room: number): number {
    const { first, cost } = this.#choices;
    const start = first[choice]!;
    const most = cost[this.#state.chosen[choice]!]! + room;
    let [low, high] = [start, first[choice + 1]!];
    if (cost[high - 1]! > most) {
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cost[middle]! <= most) low = middle + 1;
        else high = middle;
      }
    }
    return high > start ? start + this.#random.below(high - start) : this.#state.chosen[choice]!;
  }

  /** Shifts the choice and then others, until no row is violated; else everything is as before. */
  #chain(choice: number, to: number, room: number): boolean {
    const state = this.#state;
    const origin = state.chosen[choice]!;
    const most = state.cost + room;
    this.#length = 0;
    this.#shift(choice, to);
    while (state.violatedCount > 0) {
      if (this.#length === MOST_SHIFTS || state.violatedCount > MOST_SHIFTS - this.#length) return this.#takeBack();
      const row = state.violated[this.#random.below(state.violatedCount)]!;
      if (!this.#relieve(row, most - state.cost, origin)) return this.#takeBack();
    }
    return true;
  }

  /** Shifts a choice for the sake of a violated row, if possible to where all is well, and once to where `origin` was. */
  #relieve(row: number, room: number, origin: number): boolean {
    const { choiceOf, entries } = this.#choices;
    const { lower, members, rowMember } = this.#choices;
    const state = this.#state;
    const isShort = state.activity[row]! < lower[row]!;
    let last = -1;
    for (let i = 0; i < TRIES; i++) {
      let to: number;
      state.touched += 2;
      if (isShort) {
        to = rowMember[members[row]! + this.#random.below(members[row + 1]! - members[row]!)]!;
      } else {
        if (state.takenCount[row] === 0) return false;
        const entry = state.taken[members[row]! + this.#random.below(state.takenCount[row]!)]!;
        const choice = choiceOf[state.memberOfEntry[entry]!]!;
        const isSwap = (i & 1) === 0 && entries[origin + 1]! > entries[origin]!;
        to = isSwap ? this.#nearOrigin(choice, origin) : this.#place(choice, room);
      }
      if (to < 0) continue;
      const choice = choiceOf[to]!;
      const from = state.chosen[choice]!;
      if (to === from || this.#choices.cost[to]! - this.#choices.cost[from]! > room || this.#isMoved(choice)) continue;
      last = to;
      if (state.allows(from, to)) break;
    }
    if (last < 0) return false;
    this.#shift(choiceOf[last]!, last);
    return true;
  }

  /** A member of the choice in a row that the origin of the chain has left, or -1. */
  #nearOrigin(choice: number, origin: number): number {
    const { entries, entryRow, members, rowMember, first } = this.#choices;
    const start = entries[origin]!;
    const row = entryRow[start + this.#random.below(entries[origin + 1]! - start)]!;
    const from = this.#firstAtLeast(row, first[choice]!);
    const end = this.#firstAtLeast(row, first[choice + 1]!);
    return from < end && members[row + 1]! > from ? rowMember[from + this.#random.below(end - from)]! : -1;
  }

  /** Where in a row the members begin that are no less. */
  #firstAtLeast(row: number, member: number): number {
    const { members, rowMember } = this.#choices;
    let [low, high] = [members[row]!, members[row + 1]!];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rowMember[middle]! < member) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isMoved(choice: number): boolean {
    for (let i = 0; i < this.#length; i++) if (this.#moved[i] === choice) return true;
    return false;
  }

  #shift(choice: number, to: number): void {
    this.#moved[this.#length] = choice;
    this.#before[this.#length++] = this.#state.chosen[choice]!;
    this.#state.shift(choice, to);
  }

  #takeBack(): false {
    while (this.#length > 0) {
      this.#length--;
      this.#state.shift(this.#moved[this.#length]!, this.#before[this.#length]!);
    }
    return false;
  }
}
