import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * What this process may hold, engines and all. One that is asked to keep to a limit gives engines up before it gets there
 * (`giveUp.ts`), and whoever would write out something large asks first.
 */

/** From this share of the limit on, memory is short: what is left is for what is under way when somebody looks. */
const SHARE = 0.85;

/** Garbage is collected for this no more often than so: it takes up to a second, and there is little of it again so soon. */
const COLLECT_EVERY_MS = 5000;

const MB = 2 ** 20;

let mostMb = Number.POSITIVE_INFINITY;
let collectedAt = Number.NEGATIVE_INFINITY;
let collect: ((how: object) => void) | undefined;

/** Limits what this process is to hold, in MB. Nothing is limited by default. */
export function limitMemory(mb: number): void {
  mostMb = mb;
}

/** Whether there is a limit at all. */
export function isMemoryLimited(): boolean {
  return Number.isFinite(mostMb);
}

/** What is held and what may be, in words, where memory is short. */
export function memoryShortage(): string | undefined {
  if (!isMemoryLimited() || !isShort()) return undefined;
  collectGarbage();
  return isShort() ? `the solver held ${Math.round(heldMb())} MB, and may hold ${mostMb}` : undefined;
}

function isShort(): boolean {
  return heldMb() >= SHARE * mostMb;
}

function heldMb(): number {
  return process.memoryUsage.rss() / MB;
}

/** V8 keeps garbage and empty pages as long as it may; nothing less than this gives them back to the system at once. */
function collectGarbage(): void {
  if (performance.now() - collectedAt < COLLECT_EVERY_MS) return;
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as typeof collect;
  }
  collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  collectedAt = performance.now();
}
