import type { Random } from '../../random.ts';
import { NEVER } from '../makespan.ts';
import type { Graph } from './graph.ts';
import { laterOf } from './later.ts';
import { BlockMoves } from './moves/block.ts';
import { Candidates, type Move } from './moves/candidates.ts';
import { offerMachines } from './moves/machine.ts';
import { Memory } from './moves/memory.ts';
import type { Problem } from './problem.ts';
import type { Selection } from './sequences.ts';

/** Moves without a better makespan until the search is over, and the least time that what was left is forbidden. */
const EFFORT = {
  rigid: { patience: 1000, tenure: 10 },
  flexible: { patience: 500, tenure: 7 },
  // Where machines pause, each move takes several times as long.
  pausing: { patience: 500, tenure: 10 },
};

function effortFor({ calendar, isFlexible }: Problem): { readonly patience: number; readonly tenure: number } {
  if (isFlexible) return EFFORT.flexible;
  return calendar ? EFFORT.pausing : EFFORT.rigid;
}

export interface TabuHooks {
  readonly isOver: () => boolean;
  /** Told of each makespan that is less than all before in this search. */
  readonly onBetter: () => void;
  /** The least makespan of all searches. */
  readonly record: () => number;
}

/**
 * Tabu search on critical blocks: each step takes the move with the least estimate on one critical path, even a worse
 * one.
 *
 * *Source* the search of B. Peng, Z. Lu and T. C. E. Cheng, "A tabu search/path relinking algorithm to solve the job
 * shop scheduling problem", Computers & Operations Research 53, 2015.
 */
export class Tabu {
  readonly #graph: Graph;
  readonly #random: Random;
  readonly #memory: Memory;
  readonly #candidates: Candidates;
  readonly #blocks: BlockMoves;
  readonly #path: Int32Array;

  constructor(graph: Graph, random: Random) {
    const { taskCount, modeTime } = graph.problem;
    this.#graph = graph;
    this.#random = random;
    this.#memory = new Memory(taskCount, modeTime.length);
    this.#candidates = new Candidates(random, taskCount);
    this.#blocks = new BlockMoves(graph, this.#memory, this.#candidates);
    this.#path = new Int32Array(taskCount + 1);
  }

  /** Moves that were estimated: a measure of work. */
  get estimated(): number {
    return this.#candidates.count;
  }

  get moves(): number {
    return this.#memory.iteration;
  }

  /** From what the graph holds, until nothing better comes for a while; gives the best selection. */
  search(hooks: TabuHooks): Selection {
    const graph = this.#graph;
    const { patience, tenure } = effortFor(graph.problem);
    let found = graph.save();
    for (let quiet = 0; quiet < patience && !hooks.isOver(); quiet++) {
      this.#memory.iteration++;
      this.#collect(this.criticalPath(), hooks.record());
      const { best, spare } = this.#candidates;
      const move = best.task === graph.none ? spare : best;
      if (move.task === graph.none) break;
      this.#forbid(move, this.#memory.iteration + tenure + this.#random.below(tenure + 1));
      graph.move(move.task, move.mode, move.after);
      if (graph.makespan >= found.cost) continue;
      found = graph.save();
      quiet = 0;
      hooks.onBetter();
    }
    return found;
  }

  /** A critical path, a random one, in `path` from its end to its start; gives its length. */
  criticalPath(): number {
    const { problem, head, arcHead, previous, gap, makespan, none } = this.#graph;
    const { lastTasks, delivery, inFrom, inTask, inLag } = problem;
    let t = none;
    let ties = 0;
    for (let i = 0; i < lastTasks.length; i++) {
      const last = lastTasks[i]!;
      if (head[last]! + delivery[last]! === makespan && this.#random.below(++ties) === 0) t = last;
    }
    let length = 0;
    while (t !== none) {
      this.#path[length++] = t;
      const byMachine = previous[t]!;
      const free = byMachine === none ? NEVER : head[byMachine]! + gap[t]!;
      // It begins when it is ready, or at the end of the pause that its machine has then.
      const ready = laterOf(arcHead[t]!, free);
      let before = none;
      if (arcHead[t] === ready) {
        ties = 0;
        for (let a = inFrom[t]!; a < inFrom[t + 1]!; a++) {
          const isTight = head[inTask[a]!]! + inLag[a]! === ready;
          if (isTight && this.#random.below(++ties) === 0) before = inTask[a]!;
        }
      }
      const isByMachine = byMachine !== none && free === ready;
      t = isByMachine && (before === none || this.#random.below(2) === 0) ? byMachine : before;
    }
    return length;
  }

  /** Offers every move of the blocks of a path, which are its longest stretches on one machine. */
  #collect(length: number, aspiration: number): void {
    const graph = this.#graph;
    const path = this.#path;
    this.#candidates.clear();
    for (let i = 0, j = 0; i < length; i = j + 1) {
      for (j = i; j + 1 < length && path[j + 1] === graph.previous[path[j]!]; ) j++;
      if (i < j) this.#blocks.offer(path[j]!, path[i]!, aspiration);
    }
    if (!graph.problem.isFlexible) return;
    const memory = { memory: this.#memory, candidates: this.#candidates, aspiration };
    for (let i = 0; i < length; i++) offerMachines(graph, path[i]!, memory);
  }

  #forbid({ task, mode, after }: Move, until: number): void {
    const { machine, mode: modes, place, next, previous, none, problem } = this.#graph;
    if (problem.modeMachine[mode] !== machine[task]) {
      this.#memory.forbidMode(modes[task]!, until);
    } else if (after !== none && place[after]! > place[task]!) {
      for (let x = task; x !== after; ) {
        x = next[x]!;
        this.#memory.forbidOrder(task, x, until);
      }
    } else {
      for (let x = previous[task]!; x !== after; x = previous[x]!) this.#memory.forbidOrder(x, task, until);
    }
  }
}
