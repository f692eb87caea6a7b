import { evaluate } from '../../../language/constraint.ts';
import { isFeasible } from '../../../language/holds.ts';
import type { Model } from '../../../language/model.ts';
import { objectiveOf } from '../../../language/objective.ts';
import { type Tighten, tightener } from '../../../language/tighten.ts';
import { Allowance } from '../../allowance.ts';
import type { EngineRun, Solver } from '../../engine.ts';
import type { Outcome, Solution } from '../../outcome.ts';
import { Random } from '../../random.ts';
import { type Activity, activitiesOf } from './activities.ts';
import { type Worth, worthOf } from './completion.ts';
import { Pass } from './pass.ts';
import { Policies } from './policies.ts';
import type { Policy } from './policy.ts';
import { type Mark, State } from './state.ts';

/** Terms and pieces of timelines that are looked at in one tick, which takes about a tenth of a millisecond. */
export const LOOKS_PER_TICK = 1536;

/** It gives up after this many passes without a better schedule, and more for each activity once it has one. */
const IDLE_PASSES = { most: 1000, byActivity: 100 };

export const solver: Solver<Model> = {
  async solve(model, run) {
    if (model.intervals.length === 0) return { proof: 'none', stopped: 'finished', ticks: 0 };
    return new SerialSolve(model, run).solve();
  },
};

/** One solve: passes over all activities, each with another policy, the best schedule kept. */
class SerialSolve {
  readonly #model: Model;
  readonly #run: EngineRun;
  readonly #state: State;
  readonly #activities: readonly Activity[];
  readonly #worth: Worth;
  readonly #tighten: Tighten;
  readonly #random: Random;
  readonly #policies: Policies;
  /** How urgent activities have proved to be in the passes so far that found nothing. */
  readonly #blame: Float64Array;
  #best: Solution | undefined;
  /** The best sum of the objective, signed so that less is better. */
  #bestSum = Number.POSITIVE_INFINITY;
  /** Whether bounds alone say that nothing is better than the best. */
  #isExhausted = false;
  readonly #allowance: Allowance;

  constructor(model: Model, run: EngineRun) {
    this.#model = model;
    this.#run = run;
    this.#state = new State(model);
    this.#activities = activitiesOf(model, this.#state);
    this.#worth = worthOf(model);
    this.#tighten = tightener(model);
    this.#random = new Random(run.seed);
    this.#policies = new Policies(this.#state, this.#activities, this.#random);
    this.#blame = new Float64Array(this.#activities.length);
    this.#allowance = new Allowance(run, { ticks: () => this.#ticks(), onLook: () => this.#listen() });
  }

  solve(): Outcome {
    const { start } = this.#run;
    if (start) this.#adopt(start);
    if (this.#isDone() || !this.#state.assumeAll() || !this.#state.propagate()) return this.#outcome();
    const root = this.#state.mark();
    let idle = 0;
    for (let pass = 0; idle < this.#mostIdle() && !this.#isDone() && !this.#allowance.isOver(); pass++) {
      const before = this.#bestSum;
      this.#attempt(this.#policies.next(pass, this.#best?.values), root);
      if (this.#best && this.#bestSum < before) this.#justify(root);
      idle = this.#bestSum < before ? 0 : idle + 1;
      this.#state.undo(root);
    }
    return this.#outcome();
  }

  #mostIdle(): number {
    return IDLE_PASSES.most + (this.#best ? IDLE_PASSES.byActivity * this.#activities.length : 0);
  }

  /** One pass that looks for something better than the best. */
  #attempt(policy: Policy, root: Mark): void {
    if (!this.#begin(root, this.#bestSum - 1)) {
      this.#isExhausted = true;
      return;
    }
    const isFound = this.#passWith(policy).run();
    if (isFound) this.#take(this.#state.bounds.lower);
  }

  /**
   * Moves the best schedule to the right, latest end first, then to the left again, earliest start first: what was in
   * the way often is no more. As long as that helps.
   *
   * *Source* V. Valls, F. Ballestin and S. Quintanilla, "Justification and RCPSP: a technique that pays", European
   * Journal of Operational Research 165, 2005.
   */
  #justify(root: Mark): void {
    for (let before = Number.POSITIVE_INFINITY; this.#bestSum < before && !this.#allowance.isOver(); ) {
      before = this.#bestSum;
      const { values } = this.#best!;
      if (!this.#begin(root, this.#bestSum)) return;
      if (!this.#passWith(this.#policies.late(values)).placeAll()) return;
      this.#attempt(this.#policies.early(this.#policies.starts(this.#state.bounds.lower), values), root);
    }
  }

  /** Goes back to where nothing is decided, and asks for an objective of at most the limit. */
  #begin(root: Mark, limit: number): boolean {
    this.#state.undo(root);
    this.#state.restrict(this.#model.objective ? limit : Number.POSITIVE_INFINITY);
    return this.#state.propagate();
  }

  #passWith(policy: Policy): Pass {
    return new Pass(this.#state, this.#activities, {
      policy,
      // With a schedule at hand a failure only means that a limit was too strict.
      blame: this.#best ? new Float64Array(this.#activities.length) : this.#blame,
      completion: {
        worth: this.#worth,
        flips: policy.flips,
        random: this.#random,
        isOver: () => this.#allowance.isOver(),
      },
    });
  }

  #ticks(): number {
    return Math.ceil(this.#state.looked / LOOKS_PER_TICK);
  }

  /** Whether there is nothing more to find; any solution will do where nothing is optimised. */
  #isDone(): boolean {
    return this.#isExhausted || this.#isAnswered();
  }

  #isAnswered(): boolean {
    return this.#best !== undefined && !this.#model.objective;
  }

  /** Goes on from what somebody else has found, when that is better. */
  #listen(): void {
    const incoming = this.#run.incoming();
    if (incoming) this.#adopt(incoming);
  }

  #adopt(values: Float64Array): void {
    if (values.length === this.#model.variables.length) this.#take(values);
  }

  /** Keeps and reports what is better than the best and holds. */
  #take(found: Float64Array): void {
    const { objective } = this.#state;
    const sumOf = (values: Float64Array): number => (objective ? evaluate(objective, values) : 0);
    if (sumOf(found) >= this.#bestSum || !isFeasible(this.#model, found)) return;
    const values = found.slice();
    // Chance may have given what an order is late more than it has to be.
    this.#tighten(values);
    this.#bestSum = sumOf(values);
    this.#best = { values, objective: objectiveOf(this.#model, values) };
    this.#run.incumbent({ ...this.#best, values: values.slice() }, this.#ticks());
  }

  #outcome(): Outcome {
    const solution = this.#best;
    const { stopped } = this.#allowance;
    const ticks = this.#ticks();
    if (!solution) return { proof: 'none', stopped, ticks };
    if (this.#isAnswered())
      return { proof: 'optimal', stopped: 'finished', solution, bound: solution.objective, ticks };
    return { proof: 'none', stopped, solution, ticks };
  }
}
