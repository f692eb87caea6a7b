import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Arena, inArena } from './arena.ts';
import { type Attack, statusesOf } from './attack.ts';
import { awaitEnd, busyBody, create } from './runsOf.ts';

const RUNS = 12;
const FULL_MS = 25_000;
const SIZE_MB = 300;

/** The disk of the database is full for a while, in the middle of everything. */
export const fullDisk: Attack = {
  name: 'full-disk',
  what: `a disk that is full for ${FULL_MS / 1000} s while ${RUNS} runs are solved and others are asked for`,
  async run(note) {
    const folder = mkdtempSync(join(tmpdir(), 'dovetail-disk-'));
    const mounted =
      spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=755`, 'tmpfs', folder]).status === 0;
    if (!mounted) {
      note('  A file system of its own cannot be mounted here; this needs root on Linux.');
      return { figures: { skipped: 'no right to mount' }, failures: [] };
    }
    chmodSync(folder, 0o755);
    try {
      return await inArena({ data: join(folder, 'data') }, (arena) => fill(arena, folder));
    } finally {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function fill(arena: Arena, folder: string) {
  const body = busyBody('PT3S');
  const runs = await Promise.all(Array.from({ length: RUNS }, () => create(arena, arena.victim, body)));
  const filler = join(folder, 'filler');
  const [posts, ready]: [{ status: number; text: string }[], number[]] = [[], []];
  const until = Date.now() + FULL_MS;
  while (Date.now() < until) {
    // What the database gives back is taken again.
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k', 'oflag=append', 'conv=notrunc'], { stdio: 'ignore' });
    posts.push(await arena.send('/v1/runs', { key: arena.attacker, body }));
    ready.push((await arena.send('/readyz')).status);
    await sleep(500);
  }
  rmSync(filler);
  const ended = await Promise.all(runs.map(({ run }) => awaitEnd(arena, arena.victim, run, 180_000)));
  const acknowledged = posts
    .filter(({ status }) => status === 202)
    .map(({ text }) => JSON.parse(text) as { id: string });
  const failed = ended.filter(({ status }) => status === 'failed');
  const bad = posts.find(({ status }) => status !== 202 && status !== 503);
  const named = posts.find(({ text }) => /base\/|pg_wal|No space/.test(text));
  const isTold = ready.includes(503);
  const back = await arena.send('/readyz');
  return {
    figures: {
      'runs failed': `${failed.length} of ${RUNS}`,
      'POST while full': statusesOf(posts),
      'acknowledged while full': acknowledged.length,
      '/readyz while full': statusesOf(ready.map((status) => ({ status }))),
      '/readyz afterwards': back.status,
    },
    failures: [
      ...failed.slice(0, 1).map(({ error }) => `${failed.length} runs failed: ${error?.code} ${error?.message}`),
      ...(bad ? [`A POST was answered with ${bad.status}: ${bad.text.slice(0, 200)}`] : []),
      ...(named ? [`An answer names what is inside: ${named.text.slice(0, 200)}`] : []),
      ...(isTold ? [] : ['/readyz said nothing of it.']),
    ],
  };
}
