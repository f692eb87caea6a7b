import type { Kept } from './history.ts';

type Run = Kept['runs'][number];

/** Waits until every run has ended, then reads everything that the service keeps. *Errors* when it takes too long. */
export async function readKept(url: string, deadlineMs: number): Promise<Kept> {
  const deadline = Date.now() + deadlineMs;
  for (let open = -1; open !== 0; ) {
    const runs = await allRuns(url);
    open = runs.filter(({ status }) => status === 'queued' || status === 'running' || status === 'stopping').length;
    if (open === 0) return withDetails(url, runs);
    if (Date.now() > deadline) return withDetails(url, runs);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('unreachable');
}

interface RunJson extends Omit<Run, 'error'> {
  readonly error: { readonly code: string; readonly message: string } | null;
}

async function allRuns(url: string): Promise<Run[]> {
  const all: Run[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: { runs: RunJson[]; next: string | null } = await get(
      `${url}/v1/runs?limit=100${next ? `&cursor=${next}` : ''}`,
    );
    all.push(...page.runs.map((run) => ({ ...run, error: run.error && `${run.error.code} ${run.error.message}` })));
    next = page.next;
  }
  return all;
}

async function withDetails(url: string, runs: Run[]): Promise<Kept> {
  const revisions: Kept['revisions'][number][] = [];
  const ends: Kept['ends'][number][] = [];
  for (const { id, revision, status } of runs) {
    for (let number = 1; number <= revision; number++) {
      const { objective, review } = await get<{ objective: number; review: { isLegal: boolean } }>(
        `${url}/v1/runs/${id}/solution?revision=${number}`,
      );
      revisions.push({ id, revision: number, objective, isLegal: review.isLegal });
    }
    const isOver = status === 'succeeded' || status === 'failed' || status === 'cancelled';
    // The stream of a run that has ended is closed by the service.
    if (isOver) ends.push(...(await endsIn(`${url}/v1/runs/${id}/events`)).map((end) => ({ id, status: end })));
  }
  return { runs, revisions, ends };
}

async function endsIn(url: string): Promise<string[]> {
  const text = await (await fetch(url, { headers: { accept: 'text/event-stream' } })).text();
  return text.split('\n\n').flatMap((message) => {
    if (!/^event: end$/m.test(message)) return [];
    return [(JSON.parse(/^data: (.*)$/m.exec(message)![1]!) as { status: string }).status];
  });
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url} was answered with ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
