import type { Random } from '../../random.ts';
import type { ChoiceState } from './state.ts';

/** Shifts that are weighed to repair one row. */
const MOST_WEIGHED = 24;
/** Repairs without a gain after which a construction is given up, for each choice. */
const REPAIRS_PER_CHOICE = 50;
/** Steps for which a choice that was shifted stays. */
const MOST_TABU = 10;
/** What looking for a shift costs beside the entries touched. */
const SHIFT_ENTRIES = 4;

/**
 * Gives every choice a member, those with the fewest members first, each the cheapest that helps most of the rows that
 * are short and exceeds none; then shifts choices in violated rows, which weigh more the longer they stay so, until none
 * is left. Says whether that was reached.
 *
 * *Source* min-conflicts: S. Minton et al., Artificial Intelligence 58, 1992; weights: B. Luteberget and G. Sartor,
 * "Feasibility Jump", Mathematical Programming Computation 15, 2023.
 */
export function construct(state: ChoiceState, random: Random, isOver: () => boolean): boolean {
  const { first, count, lower } = state.choices;
  const order = Int32Array.from({ length: count }, (_, g) => g);
  order.sort((a, b) => first[a + 1]! - first[a]! - (first[b + 1]! - first[b]!) || a - b);
  const isShortAnywhere = lower.some((least) => least > 0);
  for (const choice of order) {
    if (state.chosen[choice]! >= 0) continue;
    state.shift(choice, isShortAnywhere ? mostHelpful(state, choice) : cheapestThatFits(state, choice));
  }
  return state.violatedCount === 0 || new Repairs(state, random).run(isOver);
}

/** The cheapest member that exceeds no row, or the cheapest of all. */
function cheapestThatFits(state: ChoiceState, choice: number): number {
  const { first } = state.choices;
  for (let m = first[choice]!; m < first[choice + 1]!; m++) if (state.allows(-1, m)) return m;
  return first[choice]!;
}

/** The cheapest of the members that lower the misses most. */
function mostHelpful(state: ChoiceState, choice: number): number {
  const { first } = state.choices;
  let [best, bestMissed] = [first[choice]!, Number.POSITIVE_INFINITY];
  for (let m = first[choice]!; m < first[choice + 1]!; m++) {
    const missed = missedBy(state, { from: -1, to: m });
    if (missed < bestMissed) [best, bestMissed] = [m, missed];
  }
  return best;
}

interface Shift {
  /** -1 for a choice that has not taken a member. */
  readonly from: number;
  readonly to: number;
}

/** By how much a shift changes the sum of the rows' misses, each times its weight; changes nothing. */
export function missedBy(state: ChoiceState, { from, to }: Shift, weights?: Float64Array): number {
  const { entries } = state.choices;
  let missed = 0;
  if (from >= 0) missed += addTo(state, from, { sign: -1, weights });
  missed += addTo(state, to, { sign: 1, weights });
  const { activity } = state;
  const { entryRow, entryValue } = state.choices;
  for (let k = entries[to]!; k < entries[to + 1]!; k++) activity[entryRow[k]!]! -= entryValue[k]!;
  if (from >= 0) for (let k = entries[from]!; k < entries[from + 1]!; k++) activity[entryRow[k]!]! += entryValue[k]!;
  return missed;
}

function addTo(
  { choices, activity }: ChoiceState,
  member: number,
  { sign, weights }: { sign: 1 | -1; weights: Float64Array | undefined },
): number {
  const { entries, entryRow, entryValue, lower, upper } = choices;
  let missed = 0;
  for (let k = entries[member]!; k < entries[member + 1]!; k++) {
    const row = entryRow[k]!;
    const before = activity[row]!;
    const after = before + sign * entryValue[k]!;
    const change = missOf(after, lower[row]!, upper[row]!) - missOf(before, lower[row]!, upper[row]!);
    missed += weights ? change * weights[row]! : change;
    activity[row] = after;
  }
  return missed;
}

function missOf(activity: number, lower: number, upper: number): number {
  return activity < lower ? lower - activity : activity > upper ? activity - upper : 0;
}

class Repairs {
  readonly #state: ChoiceState;
  readonly #random: Random;
  readonly #weights: Float64Array;
  readonly #movedAt: Int32Array;
  #step = 0;

  constructor(state: ChoiceState, random: Random) {
    this.#state = state;
    this.#random = random;
    this.#weights = new Float64Array(state.choices.rows).fill(1);
    this.#movedAt = new Int32Array(state.choices.count).fill(-MOST_TABU - 1);
  }

  run(isOver: () => boolean): boolean {
    const state = this.#state;
    let least = state.violatedCount;
    let patience = REPAIRS_PER_CHOICE * state.choices.count;
    while (state.violatedCount > 0) {
      if (patience-- === 0 || isOver()) return false;
      this.#step++;
      if (!this.#repair(state.violated[this.#random.below(state.violatedCount)]!)) this.#raise();
      if (state.violatedCount >= least) continue;
      least = state.violatedCount;
      patience = REPAIRS_PER_CHOICE * state.choices.count;
    }
    return true;
  }

  #raise(): void {
    const { violated, violatedCount } = this.#state;
    for (let i = 0; i < violatedCount; i++) this.#weights[violated[i]!]! += 1;
  }

  /** Makes the best of some shifts that bring a row nearer to its range; says whether that lowers the misses. */
  #repair(row: number): boolean {
    const state = this.#state;
    const { choiceOf, cost } = state.choices;
    let [best, bestMissed, bestCost] = [-1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < MOST_WEIGHED; i++) {
      const to = this.#candidate(row);
      if (to < 0) continue;
      const choice = choiceOf[to]!;
      const from = state.chosen[choice]!;
      if (to === from || this.#step - this.#movedAt[choice]! <= this.#random.below(MOST_TABU)) continue;
      state.touched += SHIFT_ENTRIES;
      const missed = missedBy(state, { from, to }, this.#weights);
      const dearer = cost[to]! - cost[from]!;
      if (missed > bestMissed || (missed === bestMissed && dearer >= bestCost)) continue;
      [best, bestMissed, bestCost] = [to, missed, dearer];
    }
    state.touched += SHIFT_ENTRIES;
    if (best < 0) return false;
    const choice = choiceOf[best]!;
    this.#movedAt[choice] = this.#step;
    state.shift(choice, best);
    return bestMissed < 0;
  }

  /** A member to which a choice may go for the sake of the row. */
  #candidate(row: number): number {
    const { members, rowMember, lower, first, choiceOf } = this.#state.choices;
    const { activity, taken, takenCount, memberOfEntry } = this.#state;
    const isShort = activity[row]! < lower[row]!;
    // What is taken may go; what is not taken may come. Which of them helps depends on signs, and is weighed.
    if (takenCount[row]! > 0 && (!isShort || this.#random.below(4) === 0)) {
      const entry = taken[members[row]! + this.#random.below(takenCount[row]!)]!;
      const choice = choiceOf[memberOfEntry[entry]!]!;
      return first[choice]! + this.#random.below(first[choice + 1]! - first[choice]!);
    }
    const length = members[row + 1]! - members[row]!;
    return length === 0 ? -1 : rowMember[members[row]! + this.#random.below(length)]!;
  }
}
