import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { CONTROL } from './protocol.ts';

/** How long a thread may take to say what it holds. */
const ASK_MS = 50;

/** Of WebAssembly's memory. */
const PAGE_BYTES = 65_536;

/** What a thread holds, as far as it says so soon: what V8 counts, and WebAssembly. */
export async function heldBytesOf(worker: Worker, control: Int32Array): Promise<number> {
  const counted = worker.getHeapStatistics().then(
    (heap) => heap.total_heap_size + heap.external_memory,
    () => 0,
  );
  return Atomics.load(control, CONTROL.pages) * PAGE_BYTES + ((await Promise.race([counted, sleep(ASK_MS)])) ?? 0);
}
