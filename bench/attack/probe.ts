import { parentPort, workerData } from 'node:worker_threads';

/**
 * Asks for `/livez` all the time, and creates a run for another tenant now and then, until it is told to end. It says
 * that it is ready when it has done both a few times, so that neither its own start nor the service's first answers
 * are part of what it measures.
 */
const { url, key, body } = workerData as { url: string; key: string; body: string };
const LIVEZ_EVERY_MS = 20;
const POST_EVERY_MS = 250;
const WARM_TIMES = 3;

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
const livezOnce = () => ask('/livez', {});
const postOnce = () => ask('/v1/runs', { method: 'POST', headers, body });
for (let i = 0; i < WARM_TIMES; i++) {
  await livezOnce();
  await postOnce();
}
parentPort!.postMessage('ready');
await Promise.all([
  again(LIVEZ_EVERY_MS, async () => void livez.push((await livezOnce()).ms)),
  again(POST_EVERY_MS, async () => void posts.push(await postOnce())),
]);
parentPort!.postMessage({ livez, posts });
