import { createHash } from 'node:crypto';
import { DovetailError } from '../errors.ts';
import type { Run } from './run.ts';
import type { NewRun } from './runs.ts';
import type { Creation } from './store.ts';

/** When somebody who was turned away may try again. */
const RETRY_AFTER_SECONDS = 5;

/** By what a request is known again: equal requests of one tenant have equal hashes. */
export function hashed({ model, input, options }: NewRun) {
  // What asks for coalescing is no part of what is asked for.
  const { coalesceWithinMs: _, ...rest } = options;
  const inputSha256 = sha256(input);
  return {
    inputSha256,
    inputBytes: Buffer.byteLength(input),
    requestSha256: sha256(JSON.stringify([model, inputSha256, Object.entries(rest).sort()])),
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** PostgreSQL has no NUL in a text; JSON has it only as an escape. */
export function refuseNul({ model, input, options, idempotency }: NewRun): void {
  const texts = { model, input, tags: options.tags?.join('') ?? '', 'idempotency key': idempotency?.key ?? '' };
  const faulty = Object.entries(texts).find(([, text]) => text.includes('\0'))?.[0];
  if (faulty === undefined) return;
  throw new DovetailError('input/invalid', `There is a NUL character in the ${faulty}.`, {
    maybe: 'write it as \\u0000.',
  });
}

/** What a store has made of a new run. *Errors* `run/key-reused`, `capacity/queue`, `capacity/tenant-queue`. */
export function creationOf(creation: Creation): { run: Run; isNew: boolean } {
  switch (creation.kind) {
    case 'created':
    case 'same':
      return { run: creation.run, isNew: creation.kind === 'created' };
    case 'key-reused':
      throw new DovetailError(
        'run/key-reused',
        `This idempotency key came with another payload, for the run ${creation.runId}.`,
        {
          maybe: 'use a new key for every new request, and the same one only to repeat it.',
          details: { runId: creation.runId },
        },
      );
    case 'full': {
      const [code, whose] =
        creation.of === 'queued'
          ? (['capacity/queue', 'runs'] as const)
          : (['capacity/tenant-queue', 'runs of this tenant'] as const);
      throw new DovetailError(code, `${creation.waiting} ${whose} wait already.`, {
        maybe: 'try again when some of them have ended, or cancel what is not needed.',
        details: { waiting: creation.waiting, retryAfterSeconds: RETRY_AFTER_SECONDS },
      });
    }
  }
}
