/**
 * A client of the service for browsers and Node.
 *
 * `solve` sends a problem, tells of each better solution while it is searched for, and gives the best one in the end.
 * It survives lost connections and restarts: requests are repeated with the same idempotency key, and the stream of
 * events is taken up where it broke. The service joins the modules of this folder into one, which a page can load: they
 * import nothing but each other, by name, and types.
 */

import { webhookMethods } from './deliveries.ts';
import { followMethods, type WaitOptions } from './follow.ts';
import { planMethods } from './plans.ts';
import { failureOf } from './problem.ts';
import { type ClientOptions, createRequests, uuid } from './requests.ts';
import { type CreateOptions, runMethods } from './runs.ts';
import type { Run, RunRequest, Solution } from './wire/run.ts';

export type { Conflict, Issue } from '../solve/issue.ts';
export type { Placement } from '../solve/placement.ts';
export type { DomainResult, Moved, NotPlaced, Placed } from '../solve/result.ts';
export type { Alternative, Verdict, WhyThis } from '../solve/why.ts';
export type * from './models.ts';
export { DovetailProblem, NoAnswer } from './problem.ts';
export type { ClientOptions } from './requests.ts';
export { serverEvents } from './serverEvents.ts';
export type * from './wire/advice.ts';
export type * from './wire/deliveries.ts';
export type * from './wire/draft.ts';
export type * from './wire/fault.ts';
export type * from './wire/ofModel.ts';
export type * from './wire/plan.ts';
export type * from './wire/question.ts';
export type * from './wire/run.ts';

/** An abort by `signal` cancels the run and rejects at once with its reason. To keep the best so far, `stop` the run. */
export interface SolveOptions extends CreateOptions, WaitOptions {
  /** Told of the run once it is stored, for example to stop it. */
  readonly onRun?: (run: Run) => void;
}

export interface Solved<Model extends string = string> {
  readonly run: Run;
  /** Absent when nothing was found. */
  readonly solution?: Solution<Model>;
}

export type Client = ReturnType<typeof createClient>;

/**
 * A client of one service.
 *
 * *Errors* `TypeError` for an address that is missing, outside of a page, or is none.
 */
export function createClient(options: ClientOptions = {}) {
  const requests = createRequests(options);
  const client = {
    ...runMethods(requests),
    ...followMethods(requests, options.silenceMs ?? 35_000),
    webhooks: webhookMethods(requests),
    plans: planMethods(requests),

    /** Solves a problem: gives the run as it ended, with its best solution. */
    async solve<Model extends string>(asked: RunRequest<Model>, options: SolveOptions = {}): Promise<Solved<Model>> {
      const { onRun, signal, idempotencyKey = uuid() } = options;
      let [created, run]: (Run | undefined)[] = [];
      try {
        created = await client.create(asked, { ...options, idempotencyKey });
        onRun?.(created);
        run = await client.wait(created.id, options);
      } catch (thrown) {
        // Nobody waits for it: whoever leaves has left.
        if (signal?.aborted) withdraw(created, asked, idempotencyKey).catch(() => undefined);
        throw thrown;
      }
      if (run.status === 'failed') throw failureOf(run);
      return run.revision > 0 ? { run, solution: await client.solution<Model>(run.id) } : { run };
    },
  };

  /** Cancels a run, also one that the service may have stored though its answer was not waited for. */
  async function withdraw<Model extends string>(
    run: Run | undefined,
    asked: RunRequest<Model>,
    idempotencyKey: string,
  ): Promise<void> {
    await client.cancel((run ?? (await client.create(asked, { idempotencyKey }))).id);
  }

  return client;
}
