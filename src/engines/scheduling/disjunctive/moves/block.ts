import type { Graph } from '../graph.ts';
import { laterOf } from '../later.ts';
import type { Candidates } from './candidates.ts';
import { type Direction, directionsOf, overAfter, setupOn } from './direction.ts';
import type { Memory } from './memory.ts';

/** Which of the places behind a task are offered to it. */
export type Places = 'all' | 'last';

/**
 * Moves within a critical block, the tasks of which follow each other on a machine without a pause: tasks go to its ends, and its
 * ends go inside; not where an arc would close a circle. Each is offered with an estimate of the longest path through what it moves
 * over. Where machines pause, a path through a task is what lies before it is ready, and what lies behind the latest start that leaves
 * it over before a pause: so a task that misses the end of a day by a minute is told from one that misses it by an hour.
 *
 * *Source* E. Balas and A. Vazacopoulos, "Guided local search with shifting bottleneck for job shop scheduling", Management Science
 * 44, 1998: the neighbourhood N6 and the estimate; that the ends also go inside is N7 of C. Zhang, P. Li, Z. Guan and Y. Rao, "A tabu
 * search algorithm with a new neighborhood structure for the job shop scheduling problem", Computers & Operations Research 34, 2007.
 */
export class BlockMoves {
  readonly #graph: Graph;
  readonly #memory: Memory;
  readonly #candidates: Candidates;
  readonly #forward: Direction;
  readonly #backward: Direction;
  /** When the tasks that one is moved over are ready then. */
  readonly #readyAt: Int32Array;

  constructor(graph: Graph, memory: Memory, candidates: Candidates) {
    this.#graph = graph;
    this.#memory = memory;
    this.#candidates = candidates;
    [this.#forward, this.#backward] = directionsOf(graph);
    this.#readyAt = new Int32Array(graph.none + 1);
  }

  /** Offers the moves of the block from one task to another. */
  offer(first: number, last: number, aspiration: number): void {
    const { next, problem } = this.#graph;
    // Where a machine pauses within a block, what comes before and what after is as open as at its ends.
    const inside = problem.calendar ? 'all' : 'last';
    this.right(first, last, 'all', aspiration);
    if (next[first] === last) return;
    this.left(last, first, 'all', aspiration);
    for (let x = next[first]!; x !== last; x = next[x]!) {
      this.right(x, last, inside, aspiration);
      this.left(x, first, inside, aspiration);
    }
  }

  /** Offers a task the places right behind later ones on its machine, up to the last. */
  right(task: number, last: number, places: Places, aspiration: number): void {
    this.#behind(this.#forward, task, last, places === 'last', aspiration);
  }

  /** Offers a task the places right before earlier ones on its machine, down to the first. */
  left(task: number, first: number, places: Places, aspiration: number): void {
    this.#behind(this.#backward, task, first, places === 'last', aspiration);
  }

  /** Offers a task u the places behind those that follow it as time runs in a direction. */
  #behind(direction: Direction, u: number, last: number, isOnlyLast: boolean, aspiration: number): void {
    const { isForward, head, tail, arcHead, arcTail, previous, next, gap } = direction;
    const graph = this.#graph;
    const memory = this.#memory;
    const candidates = this.#candidates;
    const readyAt = this.#readyAt;
    const { time } = graph;
    const hasSetups = graph.problem.setups !== undefined;
    const hasCalendar = graph.problem.calendar !== undefined;
    const before = previous[u]!;
    if (isOnlyLast) {
      if (!hasSetups && !hasCalendar) {
        // Without u, nothing begins earlier by more than what lies between the ends of u and of the task before it.
        const soonest = head[last]! - head[u]! + head[before]! + time[u]!;
        if (soonest + laterOf(arcTail[u]!, tail[next[last]!]!) > candidates.least) {
          candidates.count++;
          return;
        }
      }
      if (this.#closesCircle(direction, u, last)) return;
    }
    let h = head[before]!;
    if (hasSetups) h += setupOn(graph, isForward, before, next[u]!) - gap[next[u]!]!;
    let isTabu = true;
    let v = u;
    do {
      v = next[v]!;
      h = laterOf(h + gap[v]!, arcHead[v]!);
      readyAt[v] = h;
      h = hasCalendar ? overAfter(graph, isForward, v, h) : h + time[v]!;
      if (isTabu) isTabu = isForward ? memory.isOrderTabu(v, u) : memory.isOrderTabu(u, v);
      if (isOnlyLast) {
        if (v !== last) continue;
      } else if (this.#closesCircle(direction, u, v)) return;
      const setup = hasSetups ? setupOn(graph, isForward, v, u) : 0;
      let t = tail[next[v]!]!;
      if (hasSetups) t += setupOn(graph, isForward, u, next[v]!);
      t = laterOf(t, arcTail[u]!);
      const ready = laterOf(h + setup, arcHead[u]!);
      t = hasCalendar ? overAfter(graph, !isForward, u, t) : t + time[u]!;
      let longest = ready + t;
      t += setup;
      const enough = candidates.enough(isTabu, aspiration);
      for (let x = v; x !== u && longest < enough; x = previous[x]!) {
        t = laterOf(t, arcTail[x]!);
        t = hasCalendar ? overAfter(graph, !isForward, x, t) : t + time[x]!;
        longest = laterOf(longest, readyAt[x]! + t);
        t += gap[x]!;
      }
      candidates.offer(u, graph.mode[u]!, isForward ? v : next[v]!, longest, isTabu && longest >= aspiration);
    } while (v !== last);
  }

  /** Whether a path leads from the arcs behind u to v, or may do so; then one leads to everything behind v. */
  #closesCircle({ tail, after, arcFrom, arcTask }: Direction, u: number, v: number): boolean {
    const { time, none } = this.#graph;
    if (after) {
      const s = after[u]!;
      return s === v || (s !== none && tail[v]! + time[s]! <= tail[s]!);
    }
    for (let a = arcFrom[u]!; a < arcFrom[u + 1]!; a++) {
      const s = arcTask[a]!;
      if (s === v || tail[v]! + time[s]! <= tail[s]!) return true;
    }
    return false;
  }
}
