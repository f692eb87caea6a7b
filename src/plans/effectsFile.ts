import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { StoredEffect } from './stored.ts';

/** How many effects are written at once; as many or fewer need no file. */
export const EFFECTS_AT_ONCE = 1000;

/**
 * Writes effects that are too many for one message to a file.
 *
 * *Shapes* on each line the JSON texts of up to {@link EFFECTS_AT_ONCE} of them, with commas in between.
 */
export async function writeEffects(file: string, effects: Iterable<StoredEffect>): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    let batch: string[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length > 0) await handle.write(`${batch.join(',')}\n`);
      batch = [];
    };
    for (const effect of effects) {
      batch.push(JSON.stringify(effect));
      if (batch.length === EFFECTS_AT_ONCE) await flush();
    }
    await flush();
  } finally {
    await handle.close();
  }
}

/** The lines of such a file, one after the other. */
export async function* effectsIn(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
}
