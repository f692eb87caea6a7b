import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { type Arena, inArena } from './arena.ts';
import { type Attack, statusesOf } from './attack.ts';
import { awaitEnd, busyBody, create, hasEnded, look } from './runsOf.ts';

const RUNS = 8;

/** Solvers are killed as the system does where memory runs out: in the middle of runs, and of checks. */
export const killedSolvers: Attack = {
  name: 'killed-solvers',
  what: `SIGKILL to every solver once in the middle of each of ${RUNS} runs, and under 20 checks`,
  run: () =>
    inArena({}, async (arena) => {
      const ends: string[] = [];
      for (let i = 0; i < RUNS; i++) {
        const { run } = await create(arena, arena.victim, busyBody('PT4S'));
        for (
          let seen = run;
          seen.revision === 0 && !hasEnded(seen);
          seen = (await look(arena, arena.victim, run.id)) ?? seen
        )
          await sleep(50);
        killSolvers(arena);
        const { status, outcome, error } = await awaitEnd(arena, arena.victim, run, 60_000);
        ends.push(error ? `${status} ${error.code}` : `${status} ${outcome}`);
      }
      const body = JSON.stringify({ model: 'staffing', input: DOMAIN_MODELS.staffing.demo() });
      const checks = Array.from({ length: 20 }, async (_, i) => {
        await sleep(i * 20);
        return arena.send('/v1/validate', { key: arena.victim, body });
      });
      for (let i = 0; i < 2; i++) {
        await sleep(150);
        killSolvers(arena);
      }
      const answers = await Promise.all(checks);
      const failed = ends.filter((end) => !end.startsWith('succeeded')).length;
      const bad = answers.filter(({ status }) => status !== 200).length;
      return {
        figures: {
          ends: [...new Set(ends)].join(', '),
          'runs failed': `${failed} of ${RUNS}`,
          checks: statusesOf(answers),
        },
        failures: [
          ...(failed > 0 ? [`${failed} of ${RUNS} runs failed for a solver that was killed from outside.`] : []),
          ...(bad > 0 ? [`${bad} checks had no answer.`] : []),
        ],
      };
    }),
};

function killSolvers({ pid }: Arena): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  for (const child of children) {
    try {
      if (/solver/.test(readFileSync(`/proc/${child}/comm`, 'utf8'))) process.kill(Number(child), 'SIGKILL');
    } catch {
      // It has just gone.
    }
  }
}
