import { pgSchema, timestamp } from 'drizzle-orm/pg-core';

/**
 * The one schema. Every table is keyed by its tenant first, so that no query can leave it out without leaving the
 * index. Inputs, solutions and results are text and small documents `json`: `jsonb` changes the order of keys, while
 * hashes and replays need every byte, and it refuses strings with a NUL, which inputs may have.
 */
export const dovetail = pgSchema('dovetail');

/** A time, to the millisecond. */
export const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
