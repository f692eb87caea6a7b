import { runPath } from './paths.ts';
import { type Requests, uuid } from './requests.ts';
import type { Validation } from './wire/fault.ts';
import type { InputOf, Named } from './wire/ofModel.ts';
import type { Answer, Ask } from './wire/question.ts';
import type { Run, RunRequest, RunResult, Solution, Unplaced, Verification } from './wire/run.ts';

/** What a request for a run may come with. */
export interface CreateOptions {
  /** Names the request; one is made when it is absent. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** What one may do with runs and questions about them, and ask about models. */
export function runMethods({ post, read }: Requests) {
  return {
    /** Asks for a run; the same key and request give the same run. */
    create: <Model extends string>(asked: RunRequest<Model>, { idempotencyKey = uuid(), signal }: CreateOptions = {}) =>
      post<Run>('/v1/runs', asked, {
        headers: { 'idempotency-key': idempotencyKey },
        ...(signal ? { signal } : {}),
      }),
    get: (id: string, signal?: AbortSignal) => read<Run>(runPath(id), signal),
    list: (filter: Readonly<Record<string, string>> = {}) =>
      read<{ runs: Run[]; next: string | null }>(`/v1/runs?${new URLSearchParams(filter)}`),
    solution: <Model extends string = string>(id: string, revision?: number) =>
      read<Solution<Model>>(`${runPath(id)}/solution${revision === undefined ? '' : `?revision=${revision}`}`),
    result: (id: string) => read<RunResult>(`${runPath(id)}/result`),
    /** What is not placed, and why; with an item, everywhere that it could be. */
    unplaced: (id: string, item?: string) =>
      read<Unplaced>(`${runPath(id)}/unplaced${item === undefined ? '' : `?item=${encodeURIComponent(item)}`}`),
    analysis: (id: string) => read<{ penalty: number; rules: object[] }>(`${runPath(id)}/analysis`),
    verification: (id: string) => read<Verification>(`${runPath(id)}/verification`),
    diff: (id: string, other: string) => read<object>(`${runPath(id)}/diff/${encodeURIComponent(other)}`),
    /** Ends a run and keeps its best solution. */
    stop: (id: string) => post<Run>(`${runPath(id)}:stop`),
    /** Ends a run and discards what it found. */
    cancel: (id: string) => post<Run>(`${runPath(id)}:cancel`),
    /** The input of a run, as it came. */
    input: <Model extends string = string>(id: string) => read<InputOf<Model>>(`${runPath(id)}/input`),
    /**
     * Asks something about a run. The question is a run of its own: `events`, `wait` and `stop` work for it, and `answer` has
     * what came of it.
     */
    ask: (id: string, question: Ask, { idempotencyKey = uuid(), signal }: CreateOptions = {}) =>
      post<Run>(`${runPath(id)}/questions`, question, {
        headers: { 'idempotency-key': idempotencyKey },
        ...(signal ? { signal } : {}),
      }),
    answer: (id: string) => read<Answer>(`${runPath(id)}/answer`),
    validate: <Model extends string>(model: Named<Model>, input: InputOf<Model>) =>
      post<Validation>('/v1/validate', { model, input }),
    models: () => read<{ models: { name: string; description: string; strategies: string[] }[] }>('/v1/models'),
    demo: <Model extends string>(model: Named<Model>) =>
      read<InputOf<Model>>(`/v1/models/${encodeURIComponent(model)}/demo`),
  };
}
