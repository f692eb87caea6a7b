import { DovetailError } from '../errors.ts';
import type { HttpContext } from './environment.ts';

/** What `If-Match` may say: any version, or one ETag of ours. */
export const IF_MATCH = /^(?:\*|(?:W\/)?"(\d{1,9})")$/;

/** The ETag of a version. */
export function tagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version that `If-Match` names; undefined for `*`, which is any.
 *
 * *Errors* `request/no-version` where there is no such header, `request/invalid` for what is no ETag of ours.
 */
export function versionSeen(c: HttpContext): number | undefined {
  const header = c.req.header('if-match')?.trim();
  if (header === undefined) {
    throw new DovetailError('request/no-version', 'This changes something, and does not say what was read before it.', {
      maybe: 'send the ETag of what you have read as "If-Match", or "If-Match: *" to change it whatever it is now.',
    });
  }
  const [whole, version] = IF_MATCH.exec(header) ?? [];
  if (whole !== undefined) return version === undefined ? undefined : Number(version);
  const message = 'If-Match has to be one ETag of an earlier answer, or *.';
  throw new DovetailError('request/invalid', message, {
    faults: [{ pointer: '/header/if-match', code: 'request/invalid', message }],
  });
}

/** The same where a change of whatever there is now makes sense by itself. */
export function versionSeenIfAny(c: HttpContext): number | undefined {
  return c.req.header('if-match') === undefined ? undefined : versionSeen(c);
}
