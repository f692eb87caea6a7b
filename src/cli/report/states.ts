import type { BarState, Timeline } from '../../solve/timeline.ts';

/** What the states of bars mean. */
const STATES: Readonly<Record<BarState, string>> = {
  posted: 'there already',
  pinned: 'pinned',
  proposed: 'placed now',
  moved: 'moved',
  conflict: 'in conflict',
};

/** The states that the bars of a timeline have, each with what it means. */
export function statesIn({ bars }: Timeline): [state: BarState, text: string][] {
  const used = new Set(bars.map(({ state }) => state));
  return (Object.entries(STATES) as [BarState, string][]).filter(([state]) => used.has(state));
}
