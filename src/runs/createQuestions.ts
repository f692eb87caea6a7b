import { DovetailError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import { needsSchedule } from '../solve/questions/question.ts';
import { DEFAULT_TIME_LIMIT_MS } from '../solve/termination.ts';
import { hasEnded, RAW_MODEL, type Revision, type Run, type RunOptions } from './run.ts';
import type { Runs } from './runs.ts';
import type { Pool } from './solver/pool.ts';
import type { RunStore } from './store.ts';

interface QuestionsOptions extends Pick<Runs, 'create' | 'get'> {
  readonly store: RunStore;
  /** Solvers that look at a question before it is taken. */
  readonly solvers: Pool;
  /** The best solution of a run. *Errors* `run/no-solution`. */
  readonly solution: (tenant: string, id: string) => Promise<Revision>;
}

/** Questions about runs, each a run of its own. */
export function createQuestions(options: QuestionsOptions): Pick<Runs, 'inquire' | 'answer'> {
  const { store, solvers, create, get, solution } = options;
  return {
    async inquire(tenant, id, { question, signal, ...asked }) {
      const { revision } = await get(tenant, id);
      const best = revision > 0 || needsSchedule(question) ? await solution(tenant, id) : undefined;
      const { model, input, options: of } = (await store.input(tenant, id))!;
      requireAskable(id, model, of);
      const { reopen, strategy } = of;
      await solvers.ask(
        { kind: 'question', model, input, reopen, strategy, question, solution: best?.solution },
        { tenant, signal, deadlineMs: LIMITS.checkSeconds * 1000 },
      );
      const { termination } = asked.options;
      return create(tenant, {
        ...asked,
        model,
        input,
        options: {
          ...asked.options,
          termination: { timeLimitMs: DEFAULT_TIME_LIMIT_MS, ...termination },
          reopen,
          strategy,
          question: { ...question, of: id },
          ...(best ? { warmStart: { fromRun: id } } : {}),
        },
      });
    },
    async answer(tenant, id) {
      const run = await get(tenant, id);
      if (!run.options.question) {
        throw new DovetailError('request/not-found', `The run ${id} is not a question, so it has no answer.`, {
          maybe: 'look at its result, or ask about it at /v1/runs/{id}/questions.',
        });
      }
      return (hasEnded(run.status) ? await store.answer(tenant, id) : undefined) ?? noAnswer(run);
    },
  };
}

function requireAskable(id: string, model: string, { question }: RunOptions): void {
  if (question) {
    throw new DovetailError('input/invalid', `The run ${id} is a question about the run ${question.of}.`, {
      maybe: 'ask about that one.',
    });
  }
  if (model !== RAW_MODEL) return;
  throw new DovetailError('input/invalid', 'A constraint model has no items and no rules that one could ask about.', {
    maybe: 'ask about the run of a domain model.',
  });
}

function noAnswer({ id, status, outcome, error }: Run): never {
  const why = hasEnded(status) ? `ended as ${status} without an answer` : `is ${status} and has no answer yet`;
  throw new DovetailError('run/no-solution', `The question ${id} ${why}.`, {
    maybe: error ? `look at its error: ${error.code}.` : 'wait for its end, or give it a longer time limit.',
    details: { status, outcome },
  });
}
