import { vi } from 'vitest';

/** Ends before the time limit of a test does, so that what does not hold is told instead of a test that took too long. */
const TIMEOUT_MS = 120_000;

/** Waits until assertions hold, however busy the machine is; fails with the last of what did not. */
export function eventually<T>(assertions: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertions, { timeout: TIMEOUT_MS, interval: 20 });
}
