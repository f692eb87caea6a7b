import type { Graph } from '../graph.ts';
import { laterOf } from '../later.ts';
import { setupBetween } from '../setups.ts';
import type { Candidates } from './candidates.ts';
import type { Memory } from './memory.ts';

/**
 * Moves a task to the places on its other machines between those that must end before it and those that must begin
 * after it, where it can close no circle and one of which is best.
 *
 * *Source* M. Mastrolilli and L. M. Gambardella, "Effective neighbourhood functions for the flexible job shop problem",
 * Journal of Scheduling 3, 2000: Nopt.
 */
export function offerMachines(
  graph: Graph,
  u: number,
  { memory, candidates, aspiration }: { memory: Memory; candidates: Candidates; aspiration: number },
): void {
  const { head, tail, next, front, arcHead, arcTail, none, problem } = graph;
  const { modeFrom, modeMachine, modeTime, setups, calendar } = problem;
  const h = arcHead[u]!;
  const t = arcTail[u]!;
  for (let m = modeFrom[u]!; m < modeFrom[u + 1]!; m++) {
    const machine = modeMachine[m]!;
    if (machine === graph.machine[u]) continue;
    const isTabu = memory.isModeTabu(m);
    const time = modeTime[m]!;
    // Wherever it goes, what leads to it and follows from it stays.
    if (!isTabu && h + time + t >= candidates.enough(isTabu, aspiration)) continue;
    let a = none;
    let b = front[machine]!;
    while (b !== none && head[b]! <= h && tail[b]! > t) {
      a = b;
      b = next[b]!;
    }
    for (;;) {
      const isSetUp = setups !== undefined && a !== none;
      const from = head[a]! + (isSetUp ? setupBetween(setups, machine, graph.mode[a]!, m) : 0);
      const isSetAfter = setups !== undefined && b !== none;
      const after = tail[b]! + (isSetAfter ? setupBetween(setups, machine, m, graph.mode[b]!) : 0);
      const ready = laterOf(from, h);
      const behind = laterOf(after, t);
      const estimate = ready + (calendar ? graph.startBeforeOn(machine, time, behind) : time + behind);
      candidates.offer(u, m, a, estimate, isTabu && estimate >= aspiration);
      if (b === none || (tail[b]! <= t && head[b]! > h)) break;
      a = b;
      b = next[b]!;
    }
  }
}
