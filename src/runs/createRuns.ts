import { DovetailError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { createKeys } from './createKeys.ts';
import { createQuestions } from './createQuestions.ts';
import { creationOf, hashed, refuseNul } from './newRun.ts';
import { pageOfRuns } from './pageOfRuns.ts';
import type { RunQueue } from './queue.ts';
import type { Revision, Run, RunResult } from './run.ts';
import type { Asker, RunDiff, Runs } from './runs.ts';
import type { Pool, TaskOptions } from './solver/pool.ts';
import type { Solved } from './solver/protocol.ts';
import type { SolutionDiff } from './solver/questions.ts';
import type { Feed, QueueCaps, RunStore } from './store.ts';

export interface RunsOptions {
  readonly store: RunStore;
  readonly feed: Feed;
  readonly queue: RunQueue;
  /** Solvers for questions, apart from those that solve, so that nobody waits for a solve; closed with the runs. */
  readonly questions: Pool;
  readonly caps: QueueCaps;
  /** Called with each run that ends without a worker. */
  readonly onRunEnded?: ((run: Run, tenant: string) => void) | undefined;
}

export function createRuns({ store, feed, queue, questions, caps, onRunEnded }: RunsOptions): Runs {
  const asking = (asker: Asker): TaskOptions => ({ ...asker, deadlineMs: LIMITS.questionSeconds * 1000 });
  const get = async (tenant: string, id: string): Promise<Run> =>
    (isName(id) && (await store.get(tenant, id))) || unknown(id);
  const solution = async (tenant: string, id: string, revision?: number): Promise<Revision> => {
    const found = isName(id) ? await store.revision(tenant, id, revision) : undefined;
    return found ?? noSolution(await get(tenant, id), revision);
  };
  const solved = async (tenant: string, id: string): Promise<Solved & { readonly best: Revision }> => {
    const best = await solution(tenant, id);
    const { model, input, options } = (await store.input(tenant, id)) ?? unknown(id);
    const { reopen, strategy } = options;
    return { model, input, reopen, strategy, solution: best.solution, best };
  };
  const create: Runs['create'] = async (tenant, request) => {
    const row = { tenant, ...hashed(request), ...request };
    const { warmStart } = request.options;
    refuseNul(request);
    if (warmStart && !isName(warmStart.fromRun)) unknown(warmStart.fromRun);
    return creationOf(await store.create(row, caps, (tx, order, place) => queue.send(place, { priority: order }, tx)));
  };
  const unsubscribers = new Set<() => void>();
  return {
    create,
    get,
    ...createQuestions({ store, solvers: questions, create, get, solution }),
    list: (tenant, filter) => pageOfRuns(store, tenant, filter),
    async input(tenant, id) {
      const found = isName(id) ? await store.input(tenant, id) : undefined;
      return found?.input ?? unknown(id);
    },
    async events(tenant, id, { after = 0, limit = 1000 } = {}) {
      const events = isName(id) ? await store.events(tenant, id, after, limit) : [];
      // Every run has a first event, so a run that there is costs no second statement then.
      if (events.length === 0) await get(tenant, id);
      return events;
    },
    subscribe(tenant, id, onNews) {
      const offNews = feed.onNews((place) => {
        if (place.id === id && place.tenant === tenant) onNews();
      });
      const offGap = feed.onGap(onNews);
      const off = (): void => {
        offNews();
        offGap();
        unsubscribers.delete(off);
      };
      unsubscribers.add(off);
      return off;
    },
    solution,
    async result(tenant, id): Promise<RunResult> {
      const stored = isName(id) ? await store.result(tenant, id) : undefined;
      if (stored) return stored;
      const { best, ...rest } = await solved(tenant, id);
      const result = await questions.ask({ kind: 'result', ...rest }, asking({ tenant }));
      return { revision: best.revision, result, review: best.review, ledger: null };
    },
    async diff(tenant, from, to): Promise<RunDiff> {
      const [before, after] = [await solved(tenant, from), await solved(tenant, to)];
      const different = JSON.parse(
        await questions.ask({ kind: 'diff', from: before, to: after }, asking({ tenant })),
      ) as SolutionDiff;
      return {
        ...different,
        objective: { from: before.best.objective, to: after.best.objective },
        penalties: penaltiesBetween(before.best, after.best),
      };
    },
    async stop(tenant, id, actor) {
      const hasEnded = isName(id) && (await store.stop(tenant, id, actor));
      const run = await get(tenant, id);
      if (hasEnded) onRunEnded?.(run, tenant);
      return run;
    },
    async cancel(tenant, id, actor) {
      const hasEnded = isName(id) && (await store.cancel(tenant, id, actor));
      const run = await get(tenant, id);
      if (hasEnded) onRunEnded?.(run, tenant);
      return run;
    },
    async validate(asker, given) {
      const deadlineMs = LIMITS.checkSeconds * 1000;
      return JSON.parse(await questions.ask({ kind: 'validate', ...given }, { ...asker, deadlineMs }));
    },
    async ask(tenant, id, item) {
      const { best: _, ...rest } = await solved(tenant, id);
      return questions.ask({ kind: 'ask', ...rest, item }, asking({ tenant }));
    },
    counts: store.counts,
    async ping() {
      await store.ping();
      await queue.ping();
    },
    keys: createKeys(store.keys),
    audit: store.audit,
    async close() {
      for (const off of [...unsubscribers]) off();
      await questions.close();
    },
  };
}

/** Names of runs are printable; anything else is the name of none, and must not reach the database. */
function isName(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id);
}

function unknown(id: string): never {
  throw new DovetailError('run/unknown', `There is no run ${JSON.stringify(id.slice(0, 64))}.`, {
    maybe: 'look at the list of runs; it may belong to another tenant.',
  });
}

function noSolution(run: Run, revision: number | undefined): never {
  if (revision !== undefined && run.revision > 0) {
    throw new DovetailError(
      'run/unknown',
      `The run ${run.id} has no revision ${revision}; its last is ${run.revision}.`,
      {
        maybe: 'leave the revision out to have the best.',
      },
    );
  }
  throw new DovetailError('run/no-solution', `The run ${run.id} is ${run.status} and has no solution.`, {
    maybe: 'wait for its first incumbent, or look at its outcome.',
    details: { status: run.status, outcome: run.outcome },
  });
}

function penaltiesBetween(from: Revision, to: Revision): RunDiff['penalties'] {
  const [before, after] = [from, to].map(({ review }) => new Map(Object.entries(review.penalties)));
  const rules = new Set([...before!.keys(), ...after!.keys()]);
  const all = [...rules].sort().map((rule) => {
    return [rule, { from: before!.get(rule) ?? 0, to: after!.get(rule) ?? 0 }] as const;
  });
  return Object.fromEntries(all.filter(([, penalty]) => penalty.from !== penalty.to));
}
