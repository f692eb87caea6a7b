import { DovetailError } from '../../errors.ts';
import { cut, LIMITS } from '../../limits.ts';
import type { PageOf } from '../plan.ts';
import type { ToldIssue } from './advice.ts';

const DEFAULT_LIMIT = 50;

/** A page of the issues of one version of a plan. *Errors* `request/stale` for a cursor of another version. */
export function issuePage(
  issues: readonly ToldIssue[],
  version: number,
  { cursor, limit = DEFAULT_LIMIT }: PageOf,
): { readonly issues: readonly ToldIssue[]; readonly cursor?: string } {
  const from = cursor === undefined ? 0 : positionIn(cursor, version);
  const to = from + Math.min(Math.max(Math.trunc(limit), 1), LIMITS.pageOfRuns);
  const own = issues.slice(from, to);
  return { issues: own, ...(to < issues.length ? { cursor: `${version}-${to}` } : {}) };
}

function positionIn(cursor: string, version: number): number {
  const [, of, position] = /^(\d{1,9})-(\d{1,9})$/.exec(cursor) ?? [];
  if (position === undefined) {
    const message = `"${cut(cursor)}" is not a cursor of a page.`;
    throw new DovetailError('request/invalid', message, {
      maybe: 'take it from the page before as it is.',
      faults: [{ pointer: '/query/cursor', code: 'request/invalid', message }],
    });
  }
  if (Number(of) === version) return Number(position);
  throw new DovetailError('request/stale', `The page before was of version ${of}; the plan is at ${version} now.`, {
    maybe: 'begin with the first page again.',
    details: { version },
  });
}
