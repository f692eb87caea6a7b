import type { Literal } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
import type { Assignment } from '../problem.ts';
import { isOfRun } from '../schedule.ts';

/** What adds up, and how much of it is free. */
export interface Excess {
  /** Indicators, or one count. */
  readonly vars: readonly Literal[];
  /** The most that they can add up to. */
  readonly most: number;
  /** Fixed work in the group. */
  readonly fixed: readonly Assignment[];
  readonly max: number;
}

/**
 * Posts that each event of the run beyond the first `max` of a group costs `weight`; posted work comes first.
 *
 * *Means* `weight x (max(0, all - max) - max(0, posted - max))`: what the run adds.
 */
export function postExcess(posting: Posting, { vars, most, fixed, max }: Excess, weight: number): void {
  const pins = fixed.filter(isOfRun).length;
  const free = Math.max(0, max - (fixed.length - pins)) - pins;
  if (free < 0) posting.costs.always(-free * weight);
  if (free <= 0) for (const variable of vars) posting.costs.add(variable, weight);
  if (free <= 0 || most <= free || weight === 0) return;
  const excess = posting.integer(0, most - free);
  const coeffs = [...vars.map(() => 1), -1];
  posting.add({ kind: 'linear', vars: [...vars, excess], coeffs, domain: [-Infinity, free] });
  posting.costs.add(excess, weight);
}

/** The work of the run that comes after the first `max` of a group, posted work first. */
export function beyond(inOrder: readonly Assignment[], max: number): Assignment[] {
  return inOrder.slice(max).filter(isOfRun);
}
