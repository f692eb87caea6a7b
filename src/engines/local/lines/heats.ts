import type { Heats } from '../cooling.ts';

/** Costs are told apart from the lowest and highest by this share of them. */
const TAIL = 0.1;
/** Of a large cost, the temperature at the beginning of later rounds. */
const WARM = 1 / 4;
/** Of a small cost, the temperature at the end: one more of them is taken once in 20,000 times. */
const COLD = 0.1;

/**
 * Temperatures for lines, which begin among the largest costs and get cold for the smallest: on the way, what matters most
 * is settled first.
 */
export function heatsOf(cost: Float64Array): Heats {
  const costs = Array.from(cost, Math.abs)
    .filter((one) => one > 0)
    .sort((a, b) => a - b);
  const large = costs[Math.floor((1 - TAIL) * (costs.length - 1))] ?? 1;
  const small = costs[Math.floor(TAIL * (costs.length - 1))] ?? 1;
  return { hot: large, warm: WARM * large, cold: COLD * small };
}
