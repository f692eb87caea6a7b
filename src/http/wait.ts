import { LIMITS } from '../limits.ts';
import { hasEnded, type Run } from '../runs/run.ts';
import type { HttpService } from './httpService.ts';

/**
 * Milliseconds that `Prefer: wait=N` asks for, no more than proxies bear; undefined when it does not. Other preferences
 * are not known here.
 */
export function waitOf(prefer: string | undefined): number | undefined {
  const match = /(?:^|[,;])\s*wait\s*=\s*"?(\d+)"?\s*(?:$|[,;])/i.exec(prefer ?? '');
  return match ? Math.min(Number(match[1]), LIMITS.waitSeconds) * 1000 : undefined;
}

/** Waits until a run has ended, for a time at most, and gives it as it is then. */
export async function untilEnded(
  { runs, feeds, stopping }: Pick<HttpService, 'runs' | 'feeds' | 'stopping'>,
  { tenant, run, waitMs, signal }: { tenant: string; run: Run; waitMs: number; signal: AbortSignal },
): Promise<Run> {
  if (hasEnded(run.status) || waitMs === 0) return run;
  const feed = await feeds.join(tenant, run.id, 'wait');
  const giveUp = AbortSignal.any([stopping, signal, AbortSignal.timeout(waitMs)]);
  try {
    let last = 0;
    while (!giveUp.aborted) {
      const events = feed.after(last);
      if (events.some(({ type }) => type === 'end')) break;
      last = events.at(-1)?.sequence ?? last;
      await feed.news(waitMs, giveUp);
    }
  } finally {
    feed.leave();
  }
  return runs.get(tenant, run.id);
}
