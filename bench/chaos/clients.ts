import { setTimeout as sleep } from 'node:timers/promises';
import type { Seen } from './history.ts';

export interface ClientOptions {
  readonly url: string;
  /** Name and number of the client, which make its keys its own. */
  readonly client: number;
  readonly inputs: readonly unknown[];
  readonly seen: (what: Seen) => void;
  readonly isOver: () => boolean;
  /** A number from 0 to 1. */
  readonly draw: () => number;
}

interface RunJson {
  readonly id: string;
  readonly status: string;
  readonly revision: number;
  readonly objective: number | null;
}

const ENDED = ['succeeded', 'failed', 'cancelled'];
/** A client that does not see its run end goes on with the next; the check at the end waits for all of them. */
const PATIENCE_MS = 15_000;

/** Submits, reads, stops and cancels runs, one after another, as a client does that wants an answer however often it asks. */
export async function clientLoop(options: ClientOptions): Promise<void> {
  for (let turn = 0; !options.isOver(); turn++) await oneRun(options, turn);
}

async function oneRun({ url, client, inputs, seen, isOver, draw }: ClientOptions, turn: number): Promise<void> {
  const key = `client-${client}-${turn}`;
  const timeLimit = `PT${1 + Math.floor(draw() * 3)}S`;
  const input = inputs[Math.floor(draw() * inputs.length)];
  const body = JSON.stringify({ model: 'staffing', input, options: { termination: { timeLimit } } });
  const submit = async (): Promise<RunJson | undefined> => {
    const run = await insist(
      `${url}/v1/runs`,
      { method: 'POST', body, headers: { 'content-type': 'application/json', 'idempotency-key': key } },
      isOver,
    );
    if (run) seen({ kind: 'created', key, id: run.id });
    return run;
  };
  seen({ kind: 'asked', key });
  const run = await submit();
  if (!run) return;
  const { id } = run;
  const plan = draw();
  const actAfterMs = draw() * 2000;
  const began = Date.now();
  let hasActed = false;
  let last = run.status;
  while (!ENDED.includes(last) && Date.now() - began < PATIENCE_MS) {
    await sleep(50 + draw() * 150);
    if (isOver()) return;
    if (!hasActed && Date.now() - began > actAfterMs) {
      hasActed = true;
      if (plan < 0.25) await act('stop', 'stopped');
      else if (plan < 0.35) await act('cancel', 'cancelled');
      else if (plan < 0.6) await submit();
    }
    const now = await attempt(`${url}/v1/runs/${id}`, {});
    if (!now) continue;
    last = now.status;
    seen({ kind: 'read', client, id, status: now.status, revision: now.revision, objective: now.objective });
  }

  async function act(verb: string, kind: 'stopped' | 'cancelled'): Promise<void> {
    const answer = await insist(`${url}/v1/runs/${id}:${verb}`, { method: 'POST' }, isOver);
    if (answer) seen({ kind, id, status: answer.status });
  }
}

/** Asks until there is an answer, or all is over. */
async function insist(url: string, init: RequestInit, isOver: () => boolean): Promise<RunJson | undefined> {
  for (;;) {
    const run = await attempt(url, init);
    if (run || isOver()) return run;
    await sleep(100);
  }
}

/** Nothing for a service that is away or busy. *Errors* for an answer that should never be. */
async function attempt(url: string, init: RequestInit): Promise<RunJson | undefined> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
    text = await response.text();
  } catch {
    return undefined;
  }
  if (response.ok) return JSON.parse(text) as RunJson;
  // Away for a moment, or told to come again.
  if (response.status === 503 || response.status === 429) return undefined;
  throw new Error(`${init.method ?? 'GET'} ${url} was answered with ${response.status}: ${text}`);
}
