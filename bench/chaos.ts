import type { Bench } from './bench.ts';
import type { Blow } from './chaos/blows.ts';
import { drawing, storm } from './chaos/storm.ts';

const ROUNDS = 50;
const CLIENTS = 8;
const SEED = 1;

/** How often each comes: mostly the kill -9 of one process, and everything else now and then. */
const OFTEN: Readonly<Record<Blow, number>> = {
  'kill the service': 10,
  'kill the worker': 9,
  'kill both': 4,
  'kill a solver': 7,
  'kill a checker': 5,
  'freeze the worker': 3,
  'cut connections': 4,
  'restart PostgreSQL': 3,
  'kill PostgreSQL': 3,
  'fill the disk': 2,
};

/** Whether anything that was acknowledged is lost, taken back or done twice, whatever dies. */
export const chaos: Bench = {
  name: 'chaos',
  description: `${ROUNDS} rounds of kill -9, frozen workers, cut connections, a full disk and database restarts under ${CLIENTS} clients`,
  async run({ note, quick }) {
    const draw = drawing(SEED);
    const all = Object.entries(OFTEN).flatMap(([blow, times]) => Array.from({ length: times }, () => blow as Blow));
    const shuffled = all.map((blow) => ({ blow, at: draw() })).sort((a, b) => a.at - b.at);
    const blows = shuffled.slice(0, Math.ceil(ROUNDS / quick)).map(({ blow }) => blow);
    const began = Date.now();
    const { faults, counts } = await storm({ blows, clients: CLIENTS, seed: SEED, note });
    const { byStatus, ...rest } = counts;
    const rows = [
      ...Object.entries(rest),
      ...Object.entries(byStatus),
      ['seconds', Math.round((Date.now() - began) / 1000)] as const,
    ];
    return {
      tables: [{ title: 'Chaos', head: ['what', 'how many'], rows: rows.map((row) => [...row]) }],
      data: { blows, counts },
      failures: faults,
    };
  },
};
