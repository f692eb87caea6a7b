import { setTimeout as sleep } from 'node:timers/promises';
import { isMemoryLimited, memoryShortage } from './memory.ts';

/** How often memory is looked at while anybody solves. */
const LOOK_EVERY_MS = 100;

/** How long is waited for the memory of one that was given up; one inside native code can take its time to go. */
const GOING_MS = 500;

/** Who holds memory and can give it back. */
export interface Holder {
  /** As far as it can be told soon. */
  heldBytes(): Promise<number>;
  /** Ends what holds it, and keeps what it has found; done when the memory is free. */
  giveUp(shortage: string): Promise<void>;
}

/** Ends what holds memory for nobody; whether there was any. */
export type EndIdle = () => Promise<boolean>;

const holders = new Set<Holder>();
const idle: EndIdle[] = [];
let isLooking = false;

/** Has what serves nobody end before anybody who solves is given up. */
export function endsFirst(endIdle: EndIdle): void {
  idle.push(endIdle);
}

/**
 * Has one who solves give its memory back when that is short (`memory.ts`) and nobody holds more. Gives what ends this.
 */
export function mayGiveUp(holder: Holder): () => void {
  holders.add(holder);
  lookSoon();
  return () => holders.delete(holder);
}

function lookSoon(): void {
  if (isLooking || !isMemoryLimited() || holders.size === 0) return;
  isLooking = true;
  setTimeout(async () => {
    const shortage = memoryShortage();
    if (shortage !== undefined) await relieve(shortage);
    isLooking = false;
    lookSoon();
  }, LOOK_EVERY_MS).unref();
}

async function relieve(shortage: string): Promise<void> {
  for (const endIdle of idle) if (await endIdle()) return;
  const held = await Promise.all([...holders].map(async (holder) => ({ holder, bytes: await holder.heldBytes() })));
  const heaviest = held.sort((a, b) => b.bytes - a.bytes).find(({ holder }) => holders.has(holder));
  if (heaviest) await Promise.race([heaviest.holder.giveUp(shortage), sleep(GOING_MS)]);
}
