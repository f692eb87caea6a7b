import { setTimeout as sleep } from 'node:timers/promises';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { Arena } from './arena.ts';

/** What the attacks ask of a run. */
export interface RunSeen {
  readonly id: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly stopped: string | null;
  readonly revision: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export const hasEnded = ({ status }: RunSeen): boolean => ['succeeded', 'failed', 'cancelled'].includes(status);

/** A body that keeps a solver busy for all of its time. */
export function busyBody(timeLimit: string, options: object = {}): string {
  const input = DOMAIN_MODELS.staffing.generator.generate({
    events: 300,
    employees: 40,
    days: 21,
    posted: 200,
    seed: 1,
  });
  return JSON.stringify({ model: 'staffing', input, options: { termination: { timeLimit }, ...options } });
}

/** Creates a run, told to come again as often as it takes. *Errors* for any other answer. */
export async function create(arena: Arena, key: string, body: string): Promise<{ run: RunSeen; statuses: number[] }> {
  const statuses: number[] = [];
  for (;;) {
    const { status, text } = await arena.send('/v1/runs', { key, body });
    statuses.push(status);
    if (status === 202 || status === 200) return { run: JSON.parse(text) as RunSeen, statuses };
    if (status !== 503 && status !== 429 && status !== 0) throw new Error(`POST was answered with ${status}: ${text}`);
    await sleep(500);
  }
}

export async function look(arena: Arena, key: string, id: string): Promise<RunSeen | undefined> {
  const { status, text } = await arena.send(`/v1/runs/${id}`, { key });
  return status === 200 ? (JSON.parse(text) as RunSeen) : undefined;
}

/** Waits for the end of a run. *Errors* when that takes too long. */
export async function awaitEnd(arena: Arena, key: string, { id }: RunSeen, mostMs: number): Promise<RunSeen> {
  const deadline = Date.now() + mostMs;
  for (;;) {
    const run = await look(arena, key, id);
    if (run && hasEnded(run)) return run;
    if (Date.now() > deadline) throw new Error(`The run ${id} has not ended within ${mostMs} ms.`);
    await sleep(200);
  }
}
