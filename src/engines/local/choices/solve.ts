import { Allowance } from '../../allowance.ts';
import { type EngineRun, now } from '../../engine.ts';
import { inModelUnits, type Matrix } from '../../matrix.ts';
import type { Outcome, Solution } from '../../outcome.ts';
import { Random } from '../../random.ts';
import { Cooling } from '../cooling.ts';
import { floorOf } from '../floor.ts';
import { outcomeOf } from '../outcome.ts';
import { Search } from '../search.ts';
import { ENTRIES_PER_TICK, REPORT_EVERY_TICKS } from '../ticks.ts';
import { construct } from './construct.ts';
import { valuesOf } from './first.ts';
import { heatsOf } from './heats.ts';
import { Moves } from './moves.ts';
import type { Choices } from './problem.ts';
import { ChoiceState } from './state.ts';

/** Moves between two looks at the clock. */
const MOVES_PER_LOOK = 256;

/**
 * One solve of a model of choices: construct, then anneal until the budget is used up. What is constructed in vain is
 * left to the general search, whose repairs reach further.
 */
export class ChoiceSolve {
  readonly #matrix: Matrix;
  readonly #run: EngineRun;
  readonly #state: ChoiceState;
  readonly #random: Random;
  readonly #floor: number;
  readonly #allowance: Allowance;
  readonly #began = now();
  /** Work of the general search. */
  #touchedElsewhere = 0;
  /** What the best state had chosen, and what it costs. */
  readonly #best: Int32Array;
  #bestCost = Number.POSITIVE_INFINITY;
  #solution: Solution | undefined;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(matrix: Matrix, choices: Choices, run: EngineRun) {
    this.#matrix = matrix;
    this.#run = run;
    this.#state = new ChoiceState(choices);
    this.#random = new Random(run.seed);
    this.#floor = floorOf(matrix, { groups: choices.choiceRows });
    this.#best = this.#state.chosen.slice();
    this.#allowance = new Allowance(run, { ticks: () => this.#ticks(), isSlow: true });
  }

  solve(): Outcome {
    if (this.#matrix.objective) this.#run.bound(inModelUnits(this.#matrix, this.#floor));
    if (!this.#begin()) return this.#outcome();
    this.#keep();
    this.#report();
    if (this.#bestCost > this.#floor) this.#anneal();
    return this.#outcome();
  }

  /** Finds a state without violated rows: the start, a construction, or what the general search constructs. */
  #begin(): boolean {
    const state = this.#state;
    const { start, seed } = this.#run;
    if (start && state.adopt(start)) return true;
    if (construct(state, this.#random, () => this.#allowance.isOver())) return true;
    if (this.#allowance.isOver()) return false;
    const search = new Search(this.#matrix, seed, start);
    const isOver = (): boolean => {
      this.#touchedElsewhere = search.state.touched;
      return this.#allowance.isOver();
    };
    return search.construct(isOver) && state.adopt(search.state.values);
  }

  #anneal(): void {
    const state = this.#state;
    const moves = new Moves(state, this.#random);
    // A budget of ticks may be for a start only.
    if (this.#run.ticks === undefined) this.#run.cools?.('the-end');
    const cooling = new Cooling(this.#left(), heatsOf(state.choices));
    const began = this.#spent();
    while (!this.#allowance.isOver() && this.#bestCost > this.#floor) {
      const spent = this.#spent() - began;
      if (cooling.beginsAnew(spent)) this.#beginAnew();
      const temperature = cooling.temperature(spent);
      for (let i = 0; i < MOVES_PER_LOOK; i++) {
        if (moves.try(temperature) && state.cost < this.#bestCost) this.#keep();
      }
      if (this.#ticks() - this.#reportedAt >= REPORT_EVERY_TICKS) this.#report();
    }
  }

  /** Begins a round from the best of all: to take it over at any other time would undo the cooling. */
  #beginAnew(): void {
    this.#state.goTo(this.#best);
    const incoming = this.#run.incoming();
    if (!incoming || !this.#state.adopt(incoming)) return;
    if (this.#state.cost < this.#bestCost) this.#keep();
    else this.#state.goTo(this.#best);
  }

  /** Work done so far, in what the budget counts: ticks, or milliseconds. */
  #spent(): number {
    return this.#run.ticks === undefined ? now() - this.#began : this.#ticks();
  }

  /** What may still be spent; without an end under a budget of ticks, where a larger one has to begin in the same way. */
  #left(): number {
    return this.#run.ticks === undefined ? this.#run.deadline - now() : Number.POSITIVE_INFINITY;
  }

  #ticks(): number {
    return (this.#state.touched + this.#touchedElsewhere) / ENTRIES_PER_TICK;
  }

  #keep(): void {
    this.#best.set(this.#state.chosen);
    this.#bestCost = this.#state.cost;
  }

  /** Passes the best on, unless it is known. */
  #report(): void {
    if (this.#bestCost === Number.POSITIVE_INFINITY) return;
    const objective = inModelUnits(this.#matrix, this.#bestCost);
    if (this.#solution?.objective === objective) return;
    this.#solution = { values: valuesOf(this.#matrix, this.#state.choices, this.#best), objective };
    this.#reportedAt = this.#ticks();
    this.#run.incumbent(this.#solution, Math.ceil(this.#ticks()));
  }

  #outcome(): Outcome {
    this.#report();
    const { stopped } = this.#allowance;
    const ticks = Math.ceil(this.#ticks());
    return outcomeOf(this.#matrix, { best: this.#solution, floor: this.#floor, stopped, ticks });
  }
}
