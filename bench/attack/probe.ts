import { parentPort, workerData } from 'node:worker_threads';

/** Asks for `/livez` all the time, and creates a run for another tenant now and then, until it is told to end. */
const { url, key, body } = workerData as { url: string; key: string; body: string };
const LIVEZ_EVERY_MS = 20;
const POST_EVERY_MS = 250;

const livez: number[] = [];
const posts: { status: number; ms: number }[] = [];
let isOver = false;
parentPort!.once('message', () => {
  isOver = true;
});

/** A request that is open at the end counts with what it has taken so far. */
async function ask(path: string, init: RequestInit): Promise<{ status: number; ms: number }> {
  const began = performance.now();
  const status = await fetch(url + path, { ...init, signal: AbortSignal.timeout(60_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );
  return { status, ms: performance.now() - began };
}

async function again(everyMs: number, work: () => Promise<void>): Promise<void> {
  while (!isOver) {
    const began = performance.now();
    await work();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, everyMs - (performance.now() - began))));
  }
}

const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
await Promise.all([
  again(LIVEZ_EVERY_MS, async () => void livez.push((await ask('/livez', {})).ms)),
  again(POST_EVERY_MS, async () => void posts.push(await ask('/v1/runs', { method: 'POST', headers, body }))),
]);
parentPort!.postMessage({ livez, posts });
