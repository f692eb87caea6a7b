import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/**
 * A thread that ends its process when that holds more than it may, or when its parent is gone. V8's own limit counts
 * neither typed arrays nor WebAssembly nor the threads of engines, and the process itself may be too busy to look.
 */
const LOOK_EVERY_MS = 200;
const { memoryMb } = workerData as { memoryMb: number };
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  const held = process.memoryUsage.rss() / 2 ** 20;
  if (held <= memoryMb) return;
  writeSync(2, `out of memory: ${Math.round(held)} MB of ${memoryMb}\n`);
  process.kill(process.pid, 'SIGKILL');
}, LOOK_EVERY_MS);
