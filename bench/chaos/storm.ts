import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { BLOWS, type Blow, cleanUp, postmasterOf } from './blows.ts';
import { clientLoop } from './clients.ts';
import { faultsOf, type Seen } from './history.ts';
import { readKept } from './keep.ts';
import { freePort, server } from './processes.ts';

const DISK_MB = 500;

export interface StormOptions {
  readonly blows: readonly Blow[];
  readonly clients: number;
  readonly seed: number;
  readonly note: (text: string) => void;
  /** How long the runs may take to end when all is calm again. */
  readonly calmMs?: number;
}

export interface StormReport {
  readonly faults: readonly string[];
  readonly counts: {
    readonly blows: number;
    readonly acknowledged: number;
    readonly reads: number;
    readonly runs: number;
    readonly revisions: number;
    /** Runs that more than one worker had. */
    readonly takenOver: number;
    readonly byStatus: Readonly<Record<string, number>>;
  };
  /** What the services logged, when there is something to look for. */
  readonly log: string;
}

/**
 * Two services on one private PostgreSQL, clients that never give up, and one blow after another. Everything that
 * clients see is written to a file; afterwards it is compared with what the service keeps.
 */
export async function storm({ blows, clients, seed, note, calmMs = 120_000 }: StormOptions): Promise<StormReport> {
  const folder = mkdtempSync(join(tmpdir(), 'dovetail-chaos-'));
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  mkdirSync(data);
  const [log, historyFile] = [join(folder, 'log'), join(folder, 'history.jsonl')];
  const disk = blows.includes('fill the disk') ? smallDisk(data) : undefined;
  if (blows.includes('fill the disk') && !disk)
    note('A file system of its own cannot be mounted here; this needs root.');
  writeFileSync(log, '');
  const draw = drawing(seed);
  const service = server({ role: 'all', data, port: await freePort(), log });
  const worker = server({ role: 'worker', data, port: await freePort(), log });
  try {
    await Promise.all([service.start(), worker.start()]);
    let isOver = false;
    const seen = (what: Seen): void => appendFileSync(historyFile, `${JSON.stringify(what)}\n`);
    const common = { url: service.url, inputs: inputs(), seen, isOver: () => isOver, draw };
    const loops = Promise.all(Array.from({ length: clients }, (_, client) => clientLoop({ ...common, client })));
    loops.catch(() => undefined);
    for (const [i, blow] of blows.entries()) {
      await sleep(500 + draw() * 1500);
      note(`${i + 1} of ${blows.length}: ${blow}`);
      await BLOWS[blow]({ service, worker, data, disk, draw });
    }
    await sleep(2000);
    isOver = true;
    await loops;
    note('waiting for the runs to end');
    const kept = await readKept(service.url, calmMs);
    const history = readFileSync(historyFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Seen);
    const faults = faultsOf(history, kept);
    for (const one of [service, worker]) {
      const code = await one.end();
      if (code !== 0) faults.push(`A service that was asked to end did so with ${code}.`);
    }
    if (postmasterOf(data) !== 0) faults.push('The last service has left its PostgreSQL running.');
    return { faults, counts: countsOf(blows, history, kept), log: readFileSync(log, 'utf8') };
  } finally {
    await Promise.all([service.kill(), worker.kill()]);
    await cleanUp(data);
    if (disk) execFileSync('umount', ['-l', disk]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file system of its own at a folder, so that it can be full; undefined where nothing can be mounted. */
function smallDisk(folder: string): string | undefined {
  const options = `size=${DISK_MB}m,mode=755`;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0 ? folder : undefined;
}

function countsOf(
  blows: readonly Blow[],
  history: readonly Seen[],
  { runs, revisions }: Awaited<ReturnType<typeof readKept>>,
): StormReport['counts'] {
  const byStatus: Record<string, number> = {};
  for (const { status } of runs) byStatus[status] = (byStatus[status] ?? 0) + 1;
  return {
    blows: blows.length,
    acknowledged: history.filter(({ kind }) => kind !== 'asked' && kind !== 'read').length,
    reads: history.filter(({ kind }) => kind === 'read').length,
    runs: runs.length,
    revisions: revisions.length,
    takenOver: runs.filter(({ attempts }) => attempts > 1).length,
    byStatus,
  };
}

/** Small ones that are proved, and larger ones that take all the time there is. */
function inputs(): unknown[] {
  const { staffing } = DOMAIN_MODELS;
  const made = [40, 80].map((events) =>
    staffing.generator.generate({ events, employees: 15, days: 21, posted: 50, seed: events }),
  );
  return [staffing.example(), ...made];
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
