import { DovetailError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { isRunId } from './runId.ts';
import type { RunFilter, RunPage } from './runs.ts';
import type { RunStore } from './store.ts';

const DEFAULT_LIMIT = 50;

/** A page of the runs that a filter wants, the newest first. *Errors* `input/invalid` for a cursor that is none. */
export async function pageOfRuns(store: RunStore, tenant: string, filter: RunFilter): Promise<RunPage> {
  const limit = Math.min(Math.max(Math.trunc(filter.limit ?? DEFAULT_LIMIT), 1), LIMITS.pageOfRuns);
  const before = filter.cursor === undefined ? undefined : idIn(filter.cursor);
  if (filter.model?.includes('\0') || filter.tag?.includes('\0')) return { runs: [] };
  const found = await store.list(tenant, { ...filter, before, limit: limit + 1 });
  const runs = found.slice(0, limit);
  return { runs, ...(found.length > limit ? { cursor: cursorOf(runs.at(-1)!.id) } : {}) };
}

/**
 * The id of the run that a page ended with. It is a place in time and nothing else: with another filter, or of another
 * tenant, a cursor gives what fits and is older, which is harmless.
 */
function idIn(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (isRunId(id) && cursorOf(id) === cursor) return id;
  throw new DovetailError('input/invalid', `"${cursor.slice(0, 64)}" is not a cursor of a page.`, {
    maybe: 'take it from the page before as it is.',
  });
}

function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}
