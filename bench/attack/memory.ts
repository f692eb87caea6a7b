import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { createClient } from '../../src/client/client.ts';
import { withKeys } from '../../src/database.ts';
import { type Arena, inArena, residentMb } from './arena.ts';
import { type Attack, statusesOf } from './attack.ts';
import { type Count, leftOver, watchLeftovers } from './leftovers.ts';
import { type MixedAnswer, mixedRequests } from './mixed.ts';

const REQUESTS = 2000;
/** Requests of one round, in which each kind comes equally often; the first round is the measure of the others. */
const ROUND = 200;
const AT_ONCE = 8;
const FLAT_MB = 100;
/** How often memory is read. */
const EVERY_MS = 20;
/** Until what is left over counts: idle connections to the database are closed after ten seconds. */
const REST_MS = 20_000;

/** Whether a service that has answered everything is as it was before. */
export const memory: Attack = {
  name: 'memory',
  what: `${REQUESTS} requests of every kind, hostile ones among them: memory, descriptors, connections, files, processes`,
  async run(note) {
    // The service has a folder for temporary files of its own, so that those of others do not count.
    const temporary = mkdtempSync(join(tmpdir(), 'dovetail-temporary-'));
    chmodSync(temporary, 0o777);
    try {
      const environment = { DOVETAIL_RATE: '100000', DOVETAIL_BURST: '100000', TMPDIR: temporary };
      return await inArena({ environment }, (arena) => attacked(arena, temporary, note));
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  },
};

interface Round {
  readonly peak: number;
  readonly end: number;
}

async function attacked(arena: Arena, temporary: string, note: (text: string) => void) {
  let planner = '';
  await withKeys({ data: arena.data }, async (keys) => {
    planner = (await keys.create('attacker', { name: 'p', scopes: ['read', 'run', 'write', 'accept'] }, 'bench')).text;
  });
  await using leftovers = await watchLeftovers(arena, temporary);
  const send = await mixedRequests(arena, planner);
  // Every solver that the service may have is there before anything is counted.
  const demo = JSON.stringify({ model: 'staffing', input: DOMAIN_MODELS.staffing.demo() });
  const check = (key: string) => arena.send('/v1/validate', { key, body: demo });
  await Promise.all([check(arena.attacker), check(arena.victim)]);
  await sleep(REST_MS);
  const before = await leftovers.count();
  const answers: MixedAnswer[] = [];
  const rounds: Round[] = [];
  for (let i = 0; i < REQUESTS; i += ROUND) {
    rounds.push(await round(arena, send, i, answers));
    note(`  ${i + ROUND} requests: ${rounds.at(-1)!.peak} MB at most, ${rounds.at(-1)!.end} MB at the end`);
  }
  await endRuns(arena, planner);
  const after = await settled(() => leftovers.count(), before);
  const [first, ...others] = rounds as [Round, ...Round[]];
  const grown = {
    peak: Math.max(...others.map(({ peak }) => peak)) - first.peak,
    end: Math.max(...others.map(({ end }) => end)) - first.end,
  };
  const wrong = answers.filter(({ isAsMeant }) => !isAsMeant);
  return {
    figures: {
      answers: statusesOf(answers),
      'memory after 200 MB': first.end,
      'memory at the end MB': rounds.at(-1)!.end,
      'peak over that of the first 200 MB': grown.peak,
      'rest over that of the first 200 MB': grown.end,
      ...Object.fromEntries(
        (Object.keys(after) as (keyof Count)[]).map((what) => [
          `${what} before, after`,
          `${before[what].length}, ${after[what].length}`,
        ]),
      ),
    },
    failures: [
      ...wrong
        .slice(0, 3)
        .map(({ kind, status, text }) => `"${kind}" was answered with ${status}: ${text.slice(0, 200)}`),
      ...Object.entries(grown).flatMap(([which, mb]) =>
        mb > FLAT_MB ? [`The ${which} of memory grew by ${mb} MB after the first ${ROUND}, at most ${FLAT_MB}.`] : [],
      ),
      ...leftOver(before, after),
    ],
  };
}

async function round(
  { pid }: Arena,
  send: (kind: number) => Promise<MixedAnswer>,
  from: number,
  answers: MixedAnswer[],
): Promise<Round> {
  let [peak, next] = [0, from];
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb(pid));
  }, EVERY_MS);
  const lane = async (): Promise<void> => {
    while (next < from + ROUND) answers.push(await send(next++));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  clearInterval(timer);
  return { peak, end: residentMb(pid) };
}

/** What has been asked for and nobody waits for. */
async function endRuns({ url }: Arena, apiKey: string): Promise<void> {
  const client = createClient({ url, apiKey });
  for (const status of ['queued', 'running', 'stopping']) {
    const { runs } = await client.list({ status, limit: '200' });
    await Promise.all(runs.map(({ id }) => client.cancel(id)));
  }
}

/** What is held when nothing is left over any more, or after the time that idle things have to be gone. */
async function settled(count: () => Promise<Count>, before: Count): Promise<Count> {
  const deadline = Date.now() + REST_MS;
  for (;;) {
    const after = await count();
    if (leftOver(before, after).length === 0 || Date.now() > deadline) return after;
    await sleep(500);
  }
}
