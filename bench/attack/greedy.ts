import { inArena } from './arena.ts';
import type { Attack } from './attack.ts';
import { awaitEnd, busyBody, create } from './runsOf.ts';

const RUNS = 200;
const WORKERS = 2;
/** Two run lengths, and what starting and storing take. */
const MOST_SECONDS = 4;

/** One tenant asks for much, at the highest priority; another asks once. */
export const greedy: Attack = {
  name: 'greedy',
  what: `${RUNS} runs of a second of one tenant at priority 100, ${WORKERS} workers, then one run of another`,
  run: () =>
    inArena({ workers: WORKERS }, async (arena) => {
      const many = busyBody('PT1S', { priority: 100 });
      for (let i = 0; i < RUNS; i += 10) {
        await Promise.all(Array.from({ length: 10 }, () => create(arena, arena.attacker, many)));
      }
      const { run } = await create(arena, arena.victim, busyBody('PT1S'));
      const ended = await awaitEnd(arena, arena.victim, run, 300_000);
      const seconds = (Date.parse(ended.startedAt!) - Date.parse(ended.createdAt)) / 1000;
      return {
        figures: { 'others start after s': seconds },
        failures: seconds > MOST_SECONDS ? [`The other run started after ${seconds} s, at most ${MOST_SECONDS}.`] : [],
      };
    }),
};
