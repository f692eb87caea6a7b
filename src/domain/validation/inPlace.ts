import type { Ruled } from '../parts.ts';
import type { World } from '../world.ts';

/** Everything that an input has in place: posted work, pins, and posted work that a run may move. */
export function inPlace<W extends World>({ parts, problem }: Ruled<W>): W['work'][] {
  const movable = parts.itemsOf(problem).flatMap((item) => parts.oldOf(problem, item) ?? []);
  return [...problem.fixed, ...movable];
}
