import type { Bench } from './bench.ts';
import { crowd as crowdOf } from './crowd/crowd.ts';

const [SECONDS, CLIENTS, KILLS, SEED] = [60, 8, 5, 1] as const;

/** Whether a plan stays whole under many hands. */
export const crowd: Bench = {
  name: 'crowd',
  description: `${CLIENTS} clients accept, edit, import and undo in one plan for ${SECONDS} s, with ${KILLS} kill -9 of the service`,
  async run({ note, quick }) {
    const options = { seconds: SECONDS / quick, clients: CLIENTS, kills: Math.ceil(KILLS / quick), seed: SEED, note };
    const { faults, counts } = await crowdOf(options);
    const rows = Object.entries(counts).map((row) => [...row]);
    return { tables: [{ title: 'Crowd', head: ['what', 'how many'], rows }], data: counts, failures: faults };
  },
};
