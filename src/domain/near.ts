import type { Ruled } from './parts.ts';
import { remembered } from './remembered.ts';
import { check, type Findings } from './review.ts';
import type { ActiveRule } from './rules/rule.ts';
import { workIn } from './schedule.ts';
import type { World } from './world.ts';

/**
 * What the checks say of the work near some places, and of everything where a rule looks at everything.
 *
 * *Means* for comparing a schedule before and after a few pieces of it moved, with those pieces, where they were and
 * where they are, as `moved` both times: what differs between the two findings is what differs between the findings of
 * {@link check}. Each by itself says less, and may blame work for company that is merely far away.
 * *Limits* linear in the work near the places; in all work for the rules that look at everything, and for a domain that
 * does not say what is near.
 */
export function checkNear<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'],
  moved: readonly W['work'][],
): Findings<W> {
  const { parts, problem } = ruled;
  if (parts.near === undefined) return check(ruled, schedule);
  const near = new Set<W['work']>();
  for (const work of moved) for (const one of parts.near(problem, schedule, work)) near.add(one);
  const inOrder = workIn<W>(schedule).filter((work) => near.has(work));
  const { close, whole } = byReach(ruled as unknown as Ruled<World>) as unknown as Reach<W>;
  const [ofAll, ofNear] = [
    check({ problem, rules: whole }, schedule),
    check({ problem, rules: close }, parts.scheduleOf(problem, inOrder)),
  ];
  return {
    breaches: [...ofAll.breaches, ...ofNear.breaches],
    shares: [...ofAll.shares, ...ofNear.shares],
    penalties: new Map([...ofAll.penalties, ...ofNear.penalties]),
    penalty: ofAll.penalty + ofNear.penalty,
  };
}

/** The findings that those after a move are compared with; of everything once, where a domain does not say what is near. */
export function findingsBefore<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'],
): (moved: readonly W['work'][]) => Findings<W> {
  if (ruled.parts.near !== undefined) return (moved) => checkNear(ruled, schedule, moved);
  const all = check(ruled, schedule);
  return () => all;
}

interface Reach<W extends World> {
  /** Rules that look at everything. */
  readonly whole: readonly ActiveRule<W>[];
  readonly close: readonly ActiveRule<W>[];
}

const byReach = remembered(({ rules }: Ruled<World>): Reach<World> => {
  const isWhole = ({ rule }: ActiveRule<World>): boolean => rule.isWhole === true;
  return { whole: rules.filter(isWhole), close: rules.filter((active) => !isWhole(active)) };
});
