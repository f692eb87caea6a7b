import { randomUUID } from 'node:crypto';

const HARMLESS = /^[\w.:-]{1,64}$/;

/** The id that the caller gave a request, where it is harmless; otherwise a new one. */
export function requestIdOf(asked: string | null | undefined): string {
  return asked && HARMLESS.test(asked) ? asked : randomUUID();
}
