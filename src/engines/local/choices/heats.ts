import type { Heats } from '../cooling.ts';
import type { Choices } from './problem.ts';

/** Of the typical difference in cost, the temperatures of a search among choices. */
const SHARES: Heats = { hot: 0.25, warm: 0.15, cold: 0.005 };

/** Temperatures for choices: parts of what another member of a choice typically costs more. */
export function heatsOf(choices: Choices): Heats {
  const typical = typicalDifference(choices);
  return { hot: typical * SHARES.hot, warm: typical * SHARES.warm, cold: typical * SHARES.cold };
}

/** The median, over the choices, of what the middle one of the members costs more than the cheapest, where it does. */
function typicalDifference({ first, cost, count }: Choices): number {
  const differences: number[] = [];
  for (let g = 0; g < count; g++) {
    const [start, end] = [first[g]!, first[g + 1]!];
    const difference = cost[(start + end) >> 1]! - cost[start]!;
    const most = difference > 0 ? difference : cost[end - 1]! - cost[start]!;
    if (most > 0) differences.push(most);
  }
  differences.sort((a, b) => a - b);
  return differences[differences.length >> 1] ?? 0;
}
