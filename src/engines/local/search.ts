import type { Matrix } from '../matrix.ts';
import { Random } from '../random.ts';
import { Closing } from './closing.ts';
import { LineMoves } from './lines/moves.ts';
import { MOST_TABU, Repair } from './repair.ts';
import { type Request, Requests } from './requests.ts';
import { State } from './state.ts';

/** Repairs after which a chain of changes is taken back. */
const CHAIN_LENGTH = 12;
/** Of this many chains one begins by saving the cost of a decision... */
const SAVING_EVERY = 3;
/** ...if one that costs something is found among this many. */
const SAVING_TRIES = 10;
/** Places tried for what a chain has thrown out of its choice. */
const PLACES_TRIED = 12;
/** Repairs after a place is taken for it. */
const PLACE_REPAIRS = 3;
/** Places of one choice that construction weighs, and of these the ones it tries with repairs. */
const WEIGHED = 12;
const TRIED = 2;
/** What a step costs beyond the entries that it touches, so that one which finds nothing to do is counted, too. */
const STEP_ENTRIES = 16;
/** Repairs after another's solution is taken over, which lacks what rewriting appended. */
const ADOPTION_REPAIRS = 100;

/**
 * Local search over the whole-number points of a linear model.
 *
 * *Construct* place the choices one by one, those with the fewest places first, each where it costs least and breaks
 * nothing, and what is asked for several times in the same way; then, as long as rows are violated, repair one.
 * *Improve* change one decision, repair the rows that it breaks by a chain of changes, give what the chain threw out
 * another place (ejection chains: F. Glover, Discrete Applied Mathematics 65, 1996), or close what costs something for the
 * sake of several, and keep the result by the rule of
 * simulated annealing (S. Kirkpatrick, C. Gelatt and M. Vecchi, Science 220, 1983); a chain that finds no end is taken
 * back.
 */
export class Search {
  readonly state: State;
  readonly #random: Random;
  readonly #repair: Repair;
  readonly #thrownOut: Request[] = [];
  readonly #requests: Requests;
  /** Decisions with a cost of their own. */
  readonly #costly: Int32Array;
  readonly #closing: Closing;
  #lines: LineMoves | undefined;

  constructor(matrix: Matrix, seed: number, start: Float64Array | undefined) {
    this.#random = new Random(seed);
    this.state = new State(matrix, start);
    this.#repair = new Repair(this.state, this.#random);
    this.#requests = new Requests(this.state);
    this.#closing = new Closing(this.state, this.#repair, this.#random);
    this.#costly = this.state.structure.decisions.filter((column) => matrix.cost[column] !== 0);
  }

  /** Looks for lines, which are moved as wholes from now on; says whether there are any. */
  findLines(): boolean {
    const lines = new LineMoves(this.state, this.#random);
    this.#lines = lines.isEmpty ? undefined : lines;
    return !lines.isEmpty;
  }

  /** Makes a state without violated rows, unless it is over before; says which. */
  construct(isOver: () => boolean, weighed = WEIGHED): boolean {
    for (const request of this.#requests.hardestFirst()) {
      while (this.#requests.isOpen(request)) {
        if (isOver()) return false;
        if (request < 0) this.#repair.begin();
        const isMet = this.#place(request, weighed) || (request < 0 && this.#place(request, Number.POSITIVE_INFINITY));
        if (request < 0 && isMet) this.#replaceThrownOut();
        this.state.commit();
        if (request >= 0 || !isMet) break;
      }
    }
    return this.#repairAll(isOver);
  }

  #repairAll(isOver: () => boolean): boolean {
    const { state } = this;
    while (state.violatedCount > 0) {
      if (isOver()) return false;
      state.touched += STEP_ENTRIES;
      this.#repair.repairAny(this.#random.below(MOST_TABU));
      state.commit();
    }
    state.resetWeights();
    return true;
  }

  /**
   * Improves a state without violated rows until `isOver`. `heat` gives the temperature; `onBetter` is told of every
   * state better than all before.
   */
  improve({ isOver, heat, onBetter }: ImproveOptions): void {
    const { state } = this;
    if (state.structure.decisions.length === 0) return;
    let best = state.cost;
    while (!isOver()) {
      state.touched += STEP_ENTRIES;
      const before = state.cost;
      if (!this.#try(heat)) {
        state.rollback(0);
        continue;
      }
      const worse = state.cost - before;
      if (worse > 0 && this.#random.unit() >= Math.exp(-worse / heat(worse))) {
        state.rollback(0);
        continue;
      }
      state.commit();
      if (state.cost < best) {
        best = state.cost;
        onBetter();
      }
    }
  }

  /**
   * Goes to another assignment of the first columns; false, with everything as before, when that breaks rows or costs no
   * less than `below`.
   */
  adopt(values: Float64Array, below = Number.POSITIVE_INFINITY): boolean {
    const { state } = this;
    state.commit();
    for (const column of state.structure.decisions) {
      const value = column < values.length ? values[column]! : state.values[column]!;
      if (value !== state.values[column]) state.set(column, value);
    }
    const isLegal = state.violatedCount === 0 || this.#repair.settle(ADOPTION_REPAIRS);
    const isBetter = isLegal && state.cost < below;
    if (isBetter) state.commit();
    else state.rollback(0);
    return isBetter;
  }

  /** Where there are lines, every other move on average is one of lines. */
  #isLineNext(): boolean {
    return this.#lines !== undefined && !this.#lines.isEmpty && this.#random.below(2) === 0;
  }

  /** Makes one move; false when that finds no end. */
  #try(heat: ImproveOptions['heat']): boolean {
    // A line that is put back at once saves what closing would, and has to cool.
    if (this.#lines === undefined && this.#closing.isDue) return this.#closing.make();
    return this.#isLineNext() ? this.#tryLines(heat(0)) : this.#tryChain();
  }

  /** Moves a line or two, and repairs what that breaks between lines; false when that finds no end. */
  #tryLines(heat: number): boolean {
    this.#repair.begin();
    return this.#lines!.make(heat) && this.#repair.settle(CHAIN_LENGTH);
  }

  /** Changes a decision, repairs, and finds a place for what was thrown out; false when the chain finds no end. */
  #tryChain(): boolean {
    this.#repair.begin();
    if (!this.#firstChange() || !this.#repair.settle(CHAIN_LENGTH)) return false;
    this.#replaceThrownOut();
    return true;
  }

  #firstChange(): boolean {
    const { decisions, group } = this.state.structure;
    const { colLower, colUpper } = this.state.matrix;
    if (decisions.length === 0) return false;
    if (this.#random.below(SAVING_EVERY) === 0 && this.#saveCost()) return true;
    const column = decisions[this.#random.below(decisions.length)]!;
    const value = this.state.values[column]!;
    const [lower, upper] = [colLower[column]!, colUpper[column]!];
    if (lower === upper) return false;
    if (group[column]! >= 0) {
      // What is chosen goes only now and then; it usually goes by itself for another.
      this.#repair.choose(column, value === 1 ? 0 : 1);
      return true;
    }
    const rises = value === lower || (value < upper && this.#random.below(2) === 0);
    this.#repair.choose(column, rises ? value + 1 : value - 1);
    return true;
  }

  /** Moves a decision that costs something towards the end of its bounds that costs least. */
  #saveCost(): boolean {
    const { cost, colLower, colUpper } = this.state.matrix;
    for (let tries = 0; tries < SAVING_TRIES && this.#costly.length > 0; tries++) {
      const column = this.#costly[this.#random.below(this.#costly.length)]!;
      const value = this.state.values[column]!;
      const falls = cost[column]! > 0;
      if (falls ? value === colLower[column]! : value === colUpper[column]!) continue;
      this.#repair.choose(column, falls ? value - 1 : value + 1);
      return true;
    }
    return false;
  }

  #replaceThrownOut(): void {
    const { journal } = this.state;
    this.#thrownOut.length = 0;
    for (let i = 0; i < journal.length; i++) {
      const request = this.#requests.of(journal.columns[i]!);
      if (request === undefined || !this.#requests.isOpen(request)) continue;
      if (!this.#thrownOut.includes(request)) this.#thrownOut.push(request);
    }
    for (const request of this.#thrownOut) if (this.#requests.isOpen(request)) this.#place(request, PLACES_TRIED);
  }

  /**
   * Takes a place for a request if that leaves no more misses and costs less, or fewer misses, repairs included; says
   * whether it did. `weighed` places are looked at, and the best of these are tried with repairs.
   */
  #place(request: Request, weighed: number): boolean {
    const { state } = this;
    const mark = state.journal.length;
    const [missed, cost] = [state.missed, state.cost];
    for (const { column } of this.#cheapestPlaces(request, weighed).slice(0, TRIED)) {
      this.#repair.choose(column, 1);
      if (state.missed > missed) this.#repair.settle(PLACE_REPAIRS);
      if (state.missed < missed || (state.missed === missed && state.cost < cost)) return true;
      state.rollback(mark);
    }
    return false;
  }

  /** Some places for a request, the best first. */
  #cheapestPlaces(request: Request, weighed: number): Weighed[] {
    const { state } = this;
    const columns = this.#requests.columnsOf(request);
    const { length } = columns;
    const offset = this.#random.below(length);
    // The places of a choice are like each other; those of a demand are looked at far and wide.
    const stride = request >= 0 ? 1 : Math.max(1, Math.floor(length / weighed));
    const mark = state.journal.length;
    const places: Weighed[] = [];
    for (let i = 0; i < length && places.length < weighed; i++) {
      const column = columns[(offset + i * stride) % length]!;
      if (request >= 0 && state.structure.group[column] !== request) continue;
      if (state.values[column] !== 0 || !this.#repair.isFresh(column)) continue;
      state.set(column, 1);
      places.push({ column, missed: state.missed, cost: state.cost });
      state.rollback(mark);
    }
    return places.sort((a, b) => a.missed - b.missed || a.cost - b.cost);
  }
}

/** A place and what it would lead to. */
interface Weighed {
  readonly column: number;
  readonly missed: number;
  readonly cost: number;
}

interface ImproveOptions {
  isOver(): boolean;
  /** The temperature, given by how much more the change costs. */
  heat(worse: number): number;
  onBetter(): void;
}
