import type { Graph } from '../graph.ts';
import type { Candidates } from './candidates.ts';
import type { Memory } from './memory.ts';

/**
 * Moves task u right behind v, later on the same machine, and estimates the longest path through what is moved over;
 * not where an arc of u could lead to v, which would close a circle.
 *
 * *Source* E. Balas and A. Vazacopoulos, "Guided local search with shifting bottleneck for job shop scheduling",
 * Management Science 44, 1998: the neighbourhood N6 and the estimate.
 */
export function tryRight(graph: Graph, u: number, v: number, to: Right): void {
  const { head, tail, time, next, previous, gap, arcHead, arcTail } = graph;
  const { chains, outFrom, outTask } = graph.problem;
  const { stretch, memory, candidates, aspiration } = to;
  if (chains) {
    const s = chains.after[u]!;
    if (s === v || (s !== graph.none && tail[v]! + time[s]! <= tail[s]!)) return;
  } else {
    for (let a = outFrom[u]!; a < outFrom[u + 1]!; a++) {
      const s = outTask[a]!;
      if (s === v || tail[v]! + time[s]! <= tail[s]!) return;
    }
  }
  let h = head[previous[u]!]! + graph.setup(previous[u]!, next[u]!) - gap[next[u]!]!;
  let x = u;
  let isTabu = true;
  do {
    x = next[x]!;
    h += gap[x]!;
    if (arcHead[x]! > h) h = arcHead[x]!;
    h += time[x]!;
    stretch[x] = h;
    if (isTabu && !memory.isOrderTabu(x, u)) isTabu = false;
  } while (x !== v);
  const setup = graph.setup(v, u);
  h += setup;
  if (arcHead[u]! > h) h = arcHead[u]!;
  h += time[u]!;
  let t = tail[next[v]!]! + graph.setup(u, next[v]!);
  if (arcTail[u]! > t) t = arcTail[u]!;
  let longest = h + t;
  t += time[u]! + setup;
  for (; x !== u; x = previous[x]!) {
    if (arcTail[x]! > t) t = arcTail[x]!;
    const length = stretch[x]! + t;
    if (length > longest) longest = length;
    t += time[x]! + gap[x]!;
  }
  candidates.offer(u, graph.mode[u]!, v, longest, isTabu && longest >= aspiration);
}

/** What moves within a machine share. */
export interface Right {
  /** Room for one number by task. */
  readonly stretch: Int32Array;
  readonly memory: Memory;
  readonly candidates: Candidates;
  /** A move whose estimate is less than this is allowed even when it is tabu. */
  aspiration: number;
}
