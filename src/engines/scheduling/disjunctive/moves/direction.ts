import type { Graph } from '../graph.ts';
import { setupBetween } from '../setups.ts';

/**
 * A graph as it looks when time runs one way or the other: what is a head from one end of time is a tail from the other, and moving
 * a task to the left is moving it to the right.
 */
export interface Direction {
  readonly isForward: boolean;
  readonly head: Int32Array;
  readonly tail: Int32Array;
  readonly arcHead: Int32Array;
  readonly arcTail: Int32Array;
  readonly previous: Int32Array;
  readonly next: Int32Array;
  /** The setup between each task and the one before it. */
  readonly gap: Int32Array;
  /** The tasks behind each task by arcs: those of task t at `from[t] .. from[t + 1] - 1`, or the only one where there are chains. */
  readonly after: Int32Array | undefined;
  readonly arcFrom: Int32Array;
  readonly arcTask: Int32Array;
}

export function directionsOf(graph: Graph): readonly [forward: Direction, backward: Direction] {
  const { head, tail, arcHead, arcTail, previous, next, gap, gapAfter } = graph;
  const { chains, inFrom, inTask, outFrom, outTask } = graph.problem;
  return [
    {
      isForward: true,
      ...{ head, tail, arcHead, arcTail, previous, next, gap },
      ...{ after: chains?.after, arcFrom: outFrom, arcTask: outTask },
    },
    {
      isForward: false,
      ...{ head: tail, tail: head, arcHead: arcTail, arcTail: arcHead, previous: next, next: previous, gap: gapAfter },
      ...{ after: chains?.before, arcFrom: inFrom, arcTask: inTask },
    },
  ];
}

/** When a task is over that is ready at a time, as time runs in a direction: its head, or its tail. */
export function overAfter(graph: Graph, isForward: boolean, task: number, ready: number): number {
  return isForward ? graph.endAfter(task, ready) : graph.startBefore(task, ready);
}

/** The setup from one task to a later one on the machine of the first, either of which may be none. */
export function setupOn(graph: Graph, isForward: boolean, earlier: number, later: number): number {
  const { mode, machine, none, problem } = graph;
  if (!problem.setups || earlier === none || later === none) return 0;
  const first = mode[isForward ? earlier : later]!;
  const second = mode[isForward ? later : earlier]!;
  return setupBetween(problem.setups, machine[earlier]!, first, second);
}
