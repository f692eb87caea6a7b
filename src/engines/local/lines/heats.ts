import type { Heats } from '../choices/cooling.ts';

/** Costs are told apart from the lowest and highest by this share of them. */
const TAIL = 0.1;
/** Of the large costs, the temperature at the beginning of later rounds. */
const WARM = 1 / 4;
/** Of the small costs, the temperature at the end: one more of them is taken once in 20,000 times. */
const COLD = 0.1;

/**
 * Temperatures for lines, which begin among the largest costs and get cold for the smallest: on the way, what matters most
 * is settled first. *Units* of `typical`, a large cost of the model.
 */
export function heatsOf(cost: Float64Array): { readonly typical: number; readonly heats: Heats } {
  const costs = Array.from(cost, Math.abs)
    .filter((one) => one > 0)
    .sort((a, b) => a - b);
  const large = costs[Math.floor((1 - TAIL) * (costs.length - 1))] ?? 1;
  const small = costs[Math.floor(TAIL * (costs.length - 1))] ?? 1;
  return { typical: large, heats: { hot: 1, warm: WARM, cold: (COLD * small) / large } };
}
