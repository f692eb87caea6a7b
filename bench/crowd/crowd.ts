import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { type Client, createClient } from '../../src/client/client.ts';
import { cleanUp } from '../chaos/blows.ts';
import { freePort, server } from '../chaos/processes.ts';
import { drawing } from '../chaos/storm.ts';
import { crowdClient, type Done, INPUT, PLAN } from './deeds.ts';
import { replayed } from './replay.ts';

export interface CrowdOptions {
  /** At least; a machine that is slow gets the time that it needs for a little of everything. */
  readonly seconds: number;
  readonly clients: number;
  /** How often the service is killed meanwhile. */
  readonly kills: number;
  readonly seed: number;
  readonly note: (text: string) => void;
}

export interface CrowdReport {
  readonly faults: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly log: string;
}

/** How long events may take to come when all is calm again: a worker that died is noticed after 10 seconds. */
const CALM_MS = 90_000;

/**
 * Clients who accept, edit, import and undo in one plan at once, while the service is killed now and then. Afterwards the
 * history is replayed by a reading of its own, and every version of the plan is looked at.
 */
export async function crowd({ seconds, clients, kills, seed, note }: CrowdOptions): Promise<CrowdReport> {
  const folder = mkdtempSync(join(tmpdir(), 'dovetail-crowd-'));
  chmodSync(folder, 0o755);
  const [data, log] = [join(folder, 'data'), join(folder, 'log')];
  mkdirSync(data);
  writeFileSync(log, '');
  const ear = await listening();
  const service = server({ role: 'all', data, port: await freePort(), log, targets: '127.0.0.1' });
  try {
    await service.start();
    const client = createClient({ url: service.url, attempts: 40 });
    await client.webhooks.put('ear', { url: ear.url, events: ['plan.changed'] });
    await client.plans.put(PLAN, { model: 'staffing', input: INPUT } as never);
    let isOver = false;
    const done: Done[] = [];
    const runs: string[] = [];
    const loops = Array.from({ length: clients }, (_, i) =>
      crowdClient({
        client: createClient({ url: service.url, attempts: 1 }),
        name: `c${i}`,
        draw: drawing(seed * 100 + i),
        runs,
        done,
        isOver: () => isOver,
      }),
    );
    for (let i = 1; i <= kills; i++) {
      await sleep((seconds * 1000) / (kills + 1));
      note(`killed ${i} of ${kills} times, ${done.length} deeds`);
      await service.kill();
      await service.start();
    }
    await sleep((seconds * 1000) / (kills + 1));
    for (const until = Date.now() + CALM_MS; !hasEnough(done) && Date.now() < until; ) await sleep(100);
    isOver = true;
    await Promise.all(loops);
    const { version } = await client.plans.get(PLAN);
    const faults = [...(await faultsOf(client, done)), ...(await ear.missing(version))];
    const count = (answer: Done['answer']): number => done.filter((one) => one.answer === answer).length;
    const counts = {
      versions: version,
      kills,
      written: count('written'),
      stale: count('stale'),
      'said an old version': done.filter(({ wasStale }) => wasStale).length,
      refused: count('refused'),
      unanswered: count('unknown'),
      accepted: done.filter(isAccepted).length,
      'events heard': ear.count(),
    };
    return { faults, counts, log: readFileSync(log, 'utf8') };
  } finally {
    await service.kill();
    await cleanUp(data);
    await ear.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether some changes were written and a schedule was accepted. */
function hasEnough(done: readonly Done[]): boolean {
  return done.filter(({ answer }) => answer === 'written').length > 5 && done.some(isAccepted);
}

function isAccepted({ answer, deed }: Done): boolean {
  return deed.startsWith('accept') && answer === 'written';
}

/** Whoever hears of changes, and refuses some of what it hears the first time. */
async function listening() {
  const times = new Map<string, number>();
  const heard = new Map<number, Set<string>>();
  const ear = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { id, data } = JSON.parse(body) as { id: string; data: { version: number } };
      times.set(id, (times.get(id) ?? 0) + 1);
      const isRefused = times.get(id) === 1 && data.version % 5 === 0;
      if (!isRefused) heard.set(data.version, (heard.get(data.version) ?? new Set()).add(id));
      response.writeHead(isRefused ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => ear.listen(0, '127.0.0.1', resolve));
  const missingNow = (last: number): number[] =>
    Array.from({ length: last }, (_, i) => i + 1).filter((version) => !heard.has(version));
  return {
    url: `http://127.0.0.1:${(ear.address() as AddressInfo).port}/`,
    count: () => heard.size,
    /** Versions that are not heard of in time, and those that have two ids. */
    async missing(last: number): Promise<string[]> {
      for (const until = Date.now() + CALM_MS; missingNow(last).length > 0 && Date.now() < until; ) await sleep(100);
      const twice = [...heard].filter(([, ids]) => ids.size > 1);
      return [
        ...missingNow(last).map((version) => `Nobody was told of version ${version}.`),
        ...twice.map(([version, ids]) => `Version ${version} was told of as ${ids.size} events.`),
      ];
    },
    close: () =>
      new Promise<void>((resolve) => {
        ear.close(() => resolve());
        ear.closeAllConnections();
      }),
  };
}

/** What was acknowledged and is not there, was done though it was stale, or leads to a plan in which somebody is booked twice. */
async function faultsOf(client: Client, done: readonly Done[]): Promise<string[]> {
  const faults: string[] = [];
  const reasons = new Map<number, string | null>();
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await client.plans.history(PLAN, { limit: 200, ...(cursor ? { cursor } : {}) });
    for (const { version, reason } of page.entries) reasons.set(version, reason ?? null);
    cursor = page.next ?? undefined;
    more = page.next !== null;
  }
  for (const { deed, reason, version, answer, wasStale } of done) {
    if (answer === 'written' && reasons.get(version!) !== reason)
      faults.push(`${deed} ${reason} led to version ${version}, of which the history says ${reasons.get(version!)}.`);
    // What is wrong with a draft is said before anybody looks at the version.
    const isSound = answer === 'stale' || answer === 'unknown' || (answer === 'refused' && deed.startsWith('accept'));
    if (wasStale && !isSound)
      faults.push(`${deed} ${reason} said a version that was over, and was ${answer} instead of 412.`);
  }
  const told = [...reasons.values()].filter((reason) => reason !== null);
  if (new Set(told).size < told.length) faults.push('Something was written twice.');
  const { staffing } = DOMAIN_MODELS;
  const now = await replayed(client, PLAN, (version, input) => {
    const issues = staffing.validation(staffing.parse(input)).filter(({ severity }) => severity === 'critical');
    for (const { text } of issues) faults.push(`Version ${version} (${reasons.get(version)}): ${text}`);
  });
  const { input } = await client.plans.get(PLAN);
  if (textOf(now) !== textOf(input)) faults.push('The plan is not what its history says.');
  return faults;
}

/** The same text for the same lists in any order. */
function textOf(value: unknown): string {
  const inOrder = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map((part) => JSON.stringify(inOrder(part))).sort();
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one)
        .map(([key, part]) => [key, inOrder(part)] as const)
        .sort(),
    );
  };
  return JSON.stringify(inOrder(value));
}
