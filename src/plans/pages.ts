import { DovetailError } from '../errors.ts';
import { cut, LIMITS } from '../limits.ts';
import type { PageOf } from './plan.ts';

/** Pages of plans, entries and histories: how long they are, and where the next one begins. */

const DEFAULT_LIMIT = 50;

/** Whether a database can keep a text. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

export function limitOf(page: PageOf | undefined): number {
  return Math.min(Math.max(Math.trunc(page?.limit ?? DEFAULT_LIMIT), 1), LIMITS.pageOfRuns);
}

export function cursorOf(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** *Errors* `request/invalid` for a cursor that is none. */
export function textIn(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(text) === cursor && isStorable(text)) return text;
  throw noCursor(cursor);
}

/** *Errors* `request/invalid` for a cursor that is none. */
export function numberIn(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw noCursor(cursor);
}

function noCursor(cursor: string): DovetailError {
  const message = `"${cut(cursor)}" is not a cursor of a page.`;
  return new DovetailError('request/invalid', message, {
    maybe: 'take it from the page before as it is.',
    faults: [{ pointer: '/query/cursor', code: 'request/invalid', message }],
  });
}
