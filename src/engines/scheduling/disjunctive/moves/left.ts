import type { Graph } from '../graph.ts';
import type { Right } from './right.ts';

/**
 * Moves task v right before u, earlier on the same machine: the mirror image of moving to the right.
 *
 * *Source* as there; that inner tasks of a block also go to its ends, and the ends inside, is N7 of C. Zhang, P. Li, Z.
 * Guan and Y. Rao, "A tabu search algorithm with a new neighborhood structure for the job shop scheduling problem",
 * Computers & Operations Research 34, 2007.
 */
export function tryLeft(graph: Graph, v: number, u: number, to: Right): void {
  const { head, tail, time, next, previous, gap, arcHead, arcTail } = graph;
  const { chains, inFrom, inTask } = graph.problem;
  const { stretch, memory, candidates, aspiration } = to;
  if (chains) {
    const p = chains.before[v]!;
    if (p === u || (p !== graph.none && head[u]! + time[p]! <= head[p]!)) return;
  } else {
    for (let a = inFrom[v]!; a < inFrom[v + 1]!; a++) {
      const p = inTask[a]!;
      if (p === u || head[u]! + time[p]! <= head[p]!) return;
    }
  }
  let t = tail[next[v]!]! + graph.setup(previous[v]!, next[v]!) - gap[v]!;
  let x = v;
  let isTabu = true;
  do {
    t += gap[x]!;
    x = previous[x]!;
    if (arcTail[x]! > t) t = arcTail[x]!;
    t += time[x]!;
    stretch[x] = t;
    if (isTabu && !memory.isOrderTabu(v, x)) isTabu = false;
  } while (x !== u);
  const setup = graph.setup(v, u);
  t += setup;
  if (arcTail[v]! > t) t = arcTail[v]!;
  t += time[v]!;
  let h = head[previous[u]!]! + graph.setup(previous[u]!, v);
  if (arcHead[v]! > h) h = arcHead[v]!;
  let longest = h + t;
  h += time[v]! + setup;
  for (; x !== v; x = next[x]!) {
    if (arcHead[x]! > h) h = arcHead[x]!;
    const length = stretch[x]! + h;
    if (length > longest) longest = length;
    h += time[x]! + gap[next[x]!]!;
  }
  candidates.offer(v, graph.mode[v]!, previous[u]!, longest, isTabu && longest >= aspiration);
}
