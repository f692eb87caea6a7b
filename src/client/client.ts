/**
 * A client of the service for browsers and Node, in one module: it imports types alone, so that a page can load it as it is.
 *
 * `solve` sends a problem, tells of each better solution while it is searched for, and gives the best one in the end.
 * It survives lost connections and restarts: requests are repeated with the same idempotency key, and the stream of
 * events is taken up where it broke.
 */

import type {
  Accepted,
  Answer,
  Ask,
  Change,
  Delivery,
  Draft,
  DraftItem,
  DraftVerification,
  Entry,
  Fault,
  Fix,
  FixedAll,
  HistoryDetail,
  HistoryEntry,
  Imported,
  ImportRequest,
  Incumbent,
  InputOf,
  Named,
  Outcomes,
  Plan,
  PlanRunRequest,
  PlanSummary,
  PlanValidation,
  PlanWritten,
  Preference,
  Run,
  RunEvent,
  RunRequest,
  RunResult,
  Seen,
  Sink,
  SinkRow,
  Solution,
  Undone,
  Unplaced,
  Validation,
  Verification,
  Webhook,
  WorkOutcome,
} from './wire.ts';

export type * from './models.ts';
export type {
  Accepted,
  Alternative,
  Answer,
  Ask,
  Change,
  Conflict,
  Delivery,
  DomainResult,
  Draft,
  DraftItem,
  DraftVerification,
  Entry,
  Fault,
  Fix,
  FixedAll,
  HistoryDetail,
  HistoryEntry,
  Imported,
  ImportRequest,
  Incumbent,
  InputOf,
  Issue,
  Moved,
  Named,
  NotPlaced,
  Outcomes,
  Placed,
  Placement,
  Plan,
  PlanIssue,
  PlanRunRequest,
  PlanSummary,
  PlanValidation,
  PlanWritten,
  Preference,
  Run,
  RunEvent,
  RunOptions,
  RunOutcome,
  RunRequest,
  RunResult,
  RunStatus,
  Seen,
  Sink,
  SinkRow,
  Solution,
  SolutionOf,
  Undone,
  Unplaced,
  Validation,
  Verdict,
  Verification,
  Webhook,
  WhyThis,
  WorkOutcome,
} from './wire.ts';

export interface SolveOptions {
  /** Told of the run once it is stored, for example to stop it. */
  readonly onRun?: (run: Run) => void;
  /** Told of each better solution. What it throws, `solve` throws, while the run goes on. */
  readonly onIncumbent?: (incumbent: Incumbent) => void;
  /** Cancels the run; the promise rejects at once with its reason. To keep the best so far, `stop` the run instead. */
  readonly signal?: AbortSignal;
  /** Names the request; one is made when it is absent. */
  readonly idempotencyKey?: string;
}

export interface Solved<Model extends string = string> {
  readonly run: Run;
  /** Absent when nothing was found. */
  readonly solution?: Solution<Model>;
}

export interface ClientOptions {
  /** Where the service is; in a browser, where the page is from by default. */
  readonly url?: string;
  readonly apiKey?: string;
  /** Attempts at one request. */
  readonly attempts?: number;
  /** A stream that says nothing for so long is broken, in milliseconds; the service says something every 15 seconds. */
  readonly silenceMs?: number;
  readonly fetch?: typeof fetch;
}

/** What the service answers when it refuses or fails: RFC 9457, with every fault of an input. */
export class DovetailProblem extends Error {
  override readonly name = 'DovetailProblem';
  readonly status: number;
  readonly code: string;
  readonly errors: readonly Fault[];
  readonly requestId: string;
  /** When to try again, where the service says. */
  readonly retryAfterMs: number | undefined;

  constructor({ status, headers }: Pick<Response, 'status' | 'headers'>, problem: Readonly<Record<string, unknown>>) {
    super(String(problem.detail ?? `The service answered ${status}.`));
    this.status = status;
    this.code = String(problem.code ?? 'http');
    this.errors = (problem.errors as Fault[] | undefined) ?? [];
    this.requestId = String(problem.requestId ?? headers.get('x-request-id') ?? '');
    this.retryAfterMs = retryAfterOf(headers);
  }
}

/** The service did not answer at all, however often it was asked. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export type Client = ReturnType<typeof createClient>;

/** Statuses that another attempt may turn into a success. */
const PASSING = [429, 502, 503, 504];
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** Streams that break one after the other without an event, before runs are asked for instead. */
const BROKEN_STREAMS = 3;
/** Streams of a run that fall silent, likewise: something on the way holds them back. */
const SILENT_STREAMS = 2;

class SilentStream extends Error {}

/** Says at once what is wrong with an address, since no other attempt makes it right. */
function requireAddress({ fetch: send, url }: ClientOptions): void {
  // A page has an address of its own, and who sends requests by other means knows where they go.
  if (url === undefined || url === '') {
    if (send === undefined && !('location' in globalThis))
      throw new TypeError(
        'The client does not know where the service is. Try createClient({ url: "http://127.0.0.1:8080" }).',
      );
    return;
  }
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return;
  throw new TypeError(
    `"${url}" is not the address of a service. Maybe you mean http://${url.replace(/^[a-z]*:?\/+/i, '')}.`,
  );
}

/**
 * A client of one service.
 *
 * *Errors* `TypeError` for an address that is missing, outside of a page, or is none.
 */
export function createClient(options: ClientOptions = {}) {
  const { url = '', apiKey, attempts = 6, silenceMs = 35_000, fetch: send = fetch } = options;
  requireAddress(options);
  const base = url.replace(/\/$/, '');
  const authorization: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };

  /** One answer; what passes is tried again, later and later, never before the service wants it. */
  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...authorization, ...(init.headers as Record<string, string> | undefined) };
    for (let attempt = 1; ; attempt++) {
      const failure = await tryOnce(() => send(base + path, { ...init, headers }));
      if (failure instanceof Response) return failure;
      init.signal?.throwIfAborted();
      const isFinal = failure instanceof DovetailProblem && !PASSING.includes(failure.status);
      if (isFinal || attempt >= attempts)
        throw failure instanceof DovetailProblem ? failure : unanswered(base + path, failure);
      await pause(attempt, failure, init.signal);
    }
  }

  async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
    return (await request(path, signal ? { signal } : {})).json() as Promise<T>;
  }

  async function readText(path: string): Promise<string> {
    return (await request(path)).text();
  }

  async function post<T>(path: string, body?: object, init: RequestInit = {}): Promise<T> {
    const headers = { ...(body ? { 'content-type': 'application/json' } : {}), ...(init.headers as object) };
    const content = body ? { body: JSON.stringify(body) } : {};
    const response = await request(path, { method: 'POST', ...init, ...content, headers });
    return (response.status === 204 ? undefined : response.json()) as Promise<T>;
  }

  /** A change of a plan, which is not made twice where its answer was lost: the second one comes too late. */
  function write<T>(method: string, path: string, seen: Seen, body?: unknown): Promise<T> {
    return post<T>(path, body as object | undefined, { method, headers: ifMatch(seen) });
  }

  async function sendText<T>(path: string, seen: Seen, { type, text }: { type: string; text: string }): Promise<T> {
    const headers = { 'content-type': type, ...ifMatch(seen) };
    return (await request(path, { method: 'POST', headers, body: text })).json() as Promise<T>;
  }

  function ifMatch({ version }: Seen): Record<string, string> {
    return { 'if-match': version === undefined ? '*' : `"${version}"` };
  }

  const hookAt = (id: string): string => `/v1/webhooks/${encodeURIComponent(id)}`;
  const pathOf = (id: string): string => `/v1/runs/${encodeURIComponent(id)}`;

  const client = {
    /** Asks for a run; the same key and request give the same run. */
    create: <Model extends string>(asked: RunRequest<Model>, { idempotencyKey = uuid(), signal }: SolveOptions = {}) =>
      post<Run>('/v1/runs', asked, {
        headers: { 'idempotency-key': idempotencyKey },
        ...(signal ? { signal } : {}),
      }),
    get: (id: string, signal?: AbortSignal) => read<Run>(pathOf(id), signal),
    list: (filter: Readonly<Record<string, string>> = {}) =>
      read<{ runs: Run[]; next: string | null }>(`/v1/runs?${new URLSearchParams(filter)}`),
    solution: <Model extends string = string>(id: string, revision?: number) =>
      read<Solution<Model>>(`${pathOf(id)}/solution${revision === undefined ? '' : `?revision=${revision}`}`),
    result: (id: string) => read<RunResult>(`${pathOf(id)}/result`),
    /** What is not placed, and why; with an item, everywhere that it could be. */
    unplaced: (id: string, item?: string) =>
      read<Unplaced>(`${pathOf(id)}/unplaced${item === undefined ? '' : `?item=${encodeURIComponent(item)}`}`),
    analysis: (id: string) => read<{ penalty: number; rules: object[] }>(`${pathOf(id)}/analysis`),
    verification: (id: string) => read<Verification>(`${pathOf(id)}/verification`),
    diff: (id: string, other: string) => read<object>(`${pathOf(id)}/diff/${encodeURIComponent(other)}`),
    /** Ends a run and keeps its best solution. */
    stop: (id: string) => post<Run>(`${pathOf(id)}:stop`),
    /** Ends a run and discards what it found. */
    cancel: (id: string) => post<Run>(`${pathOf(id)}:cancel`),
    /** The input of a run, as it came. */
    input: <Model extends string = string>(id: string) => read<InputOf<Model>>(`${pathOf(id)}/input`),
    /**
     * Asks something about a run. The question is a run of its own: `events`, `wait` and `stop` work for it, and `answer` has
     * what came of it.
     */
    ask: (id: string, question: Ask, { idempotencyKey = uuid(), signal }: SolveOptions = {}) =>
      post<Run>(`${pathOf(id)}/questions`, question, {
        headers: { 'idempotency-key': idempotencyKey },
        ...(signal ? { signal } : {}),
      }),
    answer: (id: string) => read<Answer>(`${pathOf(id)}/answer`),
    validate: <Model extends string>(model: Named<Model>, input: InputOf<Model>) =>
      post<Validation>('/v1/validate', { model, input }),
    models: () => read<{ models: { name: string; description: string; strategies: string[] }[] }>('/v1/models'),
    demo: <Model extends string>(model: Named<Model>) =>
      read<InputOf<Model>>(`/v1/models/${encodeURIComponent(model)}/demo`),

    /** Addresses that are told of events. The secret of a new one is in the answer, and only there. */
    webhooks: {
      list: () => read<{ webhooks: Webhook[] }>('/v1/webhooks'),
      get: (id: string) => read<Webhook>(hookAt(id)),
      put: (id: string, webhook: { url: string; events: readonly string[]; secret?: string }) =>
        post<Webhook & { secret?: string }>(hookAt(id), webhook, { method: 'PUT' }),
      delete: (id: string) => post<void>(hookAt(id), undefined, { method: 'DELETE' }),
      /** Sends something that means nothing. */
      test: (id: string) => post<{ delivery: string }>(`${hookAt(id)}:test`),
      deliveries: (id: string) => read<{ deliveries: Delivery[] }>(`${hookAt(id)}/deliveries`),
    },

    plans: planMethods({ read, readText, send: sendText, write, post }),

    /** The events of a run, in order and each once; a broken stream is taken up where it was. Ends with the run. */
    async *events(id: string, { after = '', signal }: { after?: string; signal?: AbortSignal } = {}) {
      let [last, broken, silent] = [after, 0, 0];
      while (broken < BROKEN_STREAMS && silent < SILENT_STREAMS) {
        try {
          for await (const event of stream(id, last, signal)) {
            [last, broken] = [event.id || last, 0];
            yield event;
            if (event.type === 'end') return;
          }
          // Ended without `end`: the service is stopping, or everything was heard before.
          if ((await client.get(id, signal)).endedAt !== null && broken > 0) return;
        } catch (thrown) {
          signal?.throwIfAborted();
          if (thrown instanceof DovetailProblem && !PASSING.includes(thrown.status)) throw thrown;
          if (thrown instanceof SilentStream) silent++;
        }
        broken++;
        await pause(broken, undefined, signal);
      }
      throw new Error(`The events of run ${id} cannot be streamed.`);
    },

    /** Waits for the end of a run, such as one of a plan; gives the run as it ended, also when it failed. */
    async wait(id: string, { onIncumbent, signal }: Pick<SolveOptions, 'onIncumbent' | 'signal'> = {}): Promise<Run> {
      await follow(id, { ...(onIncumbent ? { onIncumbent } : {}), ...(signal ? { signal } : {}) });
      return client.get(id, signal);
    },

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

  /** One connection to the stream of a run. */
  async function* stream(id: string, last: string, signal?: AbortSignal): AsyncGenerator<RunEvent> {
    const headers = last === '' ? {} : { 'last-event-id': last };
    const silence = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(new SilentStream(`Nothing was heard for ${silenceMs} ms.`)), silenceMs);
    };
    const either = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
    try {
      heard();
      const response = await request(`${pathOf(id)}/events`, { headers, signal: either });
      if (response.status === 204 || !response.body) return;
      for await (const { id, type, data } of serverEvents(response.body, heard)) {
        yield { id, type: type as RunEvent['type'], data: JSON.parse(data) };
      }
    } finally {
      clearTimeout(timer);
      // A body that is not read to its end holds its connection.
      silence.abort();
    }
  }

  /** Waits for the end of a run: by its events, or by asking now and then where streams do not get through. */
  async function follow(id: string, { onIncumbent, signal }: SolveOptions): Promise<void> {
    let told = 0;
    let mistake: { readonly thrown: unknown } | undefined;
    const tell = (incumbent: Incumbent): void => {
      if (incumbent.revision <= told) return;
      told = incumbent.revision;
      try {
        onIncumbent?.(incumbent);
      } catch (thrown) {
        mistake = { thrown };
        throw thrown;
      }
    };
    try {
      for await (const { type, data } of client.events(id, signal ? { signal } : {})) {
        if (type === 'incumbent') tell(data as unknown as Incumbent);
      }
    } catch {
      signal?.throwIfAborted();
      // What the caller does wrong is the caller's; what is in the way of a stream need not be in the way of a question.
      if (mistake) throw mistake.thrown;
      await poll(id, tell, signal);
    }
  }

  async function poll(id: string, tell: (incumbent: Incumbent) => void, signal?: AbortSignal): Promise<void> {
    for (;;) {
      const run = await client.get(id, signal);
      if (run.revision > 0 && run.objective !== null) {
        const ms = Date.now() - Date.parse(run.createdAt);
        tell({ revision: run.revision, objective: run.objective, ms });
      }
      if (run.endedAt !== null) return;
      await sleep(1000, signal);
    }
  }

  return client;
}

interface PlanRequests {
  readText(path: string): Promise<string>;
  post<T>(path: string, body?: object, init?: RequestInit): Promise<T>;
  read<T>(path: string): Promise<T>;
  /** A file, as a change of a plan. */
  send<T>(path: string, seen: Seen, file: { readonly type: string; readonly text: string }): Promise<T>;
  write<T>(method: string, path: string, seen: Seen, body?: unknown): Promise<T>;
}

const IMPORT_TYPES = { json: 'application/json', ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;

/** What one may do with plans; whoever names the version that they have seen is refused when there is another. */
function planMethods(requests: PlanRequests) {
  const { post, read, send, write } = requests;
  const ofRun = (run: string): string => `/v1/runs/${encodeURIComponent(run)}`;
  const at = (...parts: readonly (string | number)[]): string =>
    ['/v1/plans', ...parts.map((part) => encodeURIComponent(part))].join('/');
  const query = (of: object): string => {
    const text = new URLSearchParams(of as Record<string, string>).toString();
    return text === '' ? '' : `?${text}`;
  };
  return {
    list: (page: { cursor?: string; limit?: number } = {}) =>
      read<{ plans: Plan[]; next: string | null }>(`${at()}${query(page)}`),
    /** The plan with its input, or with what of it concerns some days. */
    get: (plan: string, days: { from?: string; to?: string } = {}) =>
      read<Plan & { input: Record<string, unknown> }>(`${at(plan)}${query(days)}`),
    /**
     * Makes a plan; with the `version` that was seen, or `'any'`, replaces all that is in one. Without it, a plan of that name
     * is refused with `request/stale`, as nobody has seen it.
     */
    put: <Model extends string>(
      plan: string,
      asked: { model: Named<Model>; input: InputOf<Model> },
      { reason, version = 0 }: { readonly version?: number | 'any'; readonly reason?: string } = {},
    ) => write<PlanWritten>('PUT', at(plan), version === 'any' ? {} : { version }, { ...asked, reason }),
    /** All the changes, or none of them. */
    change: (plan: string, changes: readonly Change[], { reason, ...seen }: Seen = {}) =>
      write<PlanWritten>('PATCH', at(plan), seen, { changes, reason }),
    /**
     * Brings lists of a plan up to what a file says; what people have accepted or set by hand stays. An object is the lists of
     * an input, an array with `list` one of them, a text with `list` and `format` a file of it.
     */
    import: (plan: string, content: object | string, asked: ImportRequest = {}, { reason, ...seen }: Seen = {}) => {
      const { format = 'json', ...rest } = asked;
      const of = { ...rest, ...(reason === undefined ? {} : { reason }) };
      return send<Imported>(`${at(plan)}:import${query(of)}`, seen, {
        type: IMPORT_TYPES[format],
        text: typeof content === 'string' ? content : JSON.stringify(content),
      });
    },
    delete: (plan: string, seen: Seen = {}) => write<void>('DELETE', at(plan), seen),
    entries: (plan: string, list: string, page: { cursor?: string; limit?: number } = {}) =>
      read<{ entries: Entry[]; next: string | null }>(`${at(plan, 'entries', list)}${query(page)}`),
    entry: (plan: string, list: string, id: string) => read<Entry>(at(plan, 'entries', list, id)),
    putEntry: (plan: string, list: string, id: string, value: object, seen: Seen = {}) =>
      write<PlanWritten>('PUT', at(plan, 'entries', list, id), seen, value),
    deleteEntry: (plan: string, list: string, id: string, seen: Seen = {}) =>
      write<PlanWritten>('DELETE', at(plan, 'entries', list, id), seen),
    history: (plan: string, page: { cursor?: string; limit?: number } = {}) =>
      read<{ entries: HistoryEntry[]; next: string | null }>(`${at(plan, 'history')}${query(page)}`),
    /** What led to a version, row by row, and what takes it back. */
    version: (plan: string, version: number) => read<HistoryDetail>(at(plan, 'history', version)),
    /** Takes back what led to a version, wholly or for some items. */
    undo: (
      plan: string,
      version: number,
      { items, partial }: { items?: readonly string[]; partial?: boolean } = {},
      { reason, ...seen }: Seen = {},
    ) => write<Undone>('POST', `${at(plan, 'history', version)}:undo`, seen, { items, partial, reason }),
    /** Asks for a run of the plan as it is; `events`, `get` and `stop` work for it as for every run. */
    run: (plan: string, asked: PlanRunRequest = {}, idempotencyKey: string = uuid()) =>
      post<Run>(at(plan, 'runs'), asked, { headers: { 'idempotency-key': idempotencyKey } }),
    draft: (run: string) => read<Draft>(`${ofRun(run)}/draft`),
    /** What the plan as it is now says of everything that is open in a draft, or of what concerns some days. */
    verifyDraft: (run: string, days: Days = {}) =>
      read<DraftVerification>(`${ofRun(run)}/draft/verification${query(days)}`),
    /** Puts an item of a draft elsewhere, and tells what that breaks; with the `mark` that was seen, only of that draft. */
    edit: (
      run: string,
      item: string,
      to: { who?: string; at?: Readonly<Record<string, string | number>> },
      { mark }: { readonly mark?: string } = {},
    ) =>
      post<DraftItem>(`${ofRun(run)}/draft/${encodeURIComponent(item)}`, to, {
        method: 'PATCH',
        ...(mark === undefined ? {} : { headers: { 'if-match': `"${mark}"` } }),
      }),
    /** Puts items of a draft in place, all that are open by default; the version is the plan's. */
    accept: (
      run: string,
      asked: { items?: readonly string[]; confirm?: readonly string[]; partial?: boolean } = {},
      { reason, ...seen }: Seen = {},
    ) => write<Accepted>('POST', `${ofRun(run)}:accept`, seen, { ...asked, reason }),
    reject: (run: string, items?: readonly string[]) => post<Draft>(`${ofRun(run)}:reject`, { items }),
    ...adviceMethods(requests, at, query),
    ...sinkMethods(requests, at, query),
  };
}

type Days = { readonly from?: string; readonly to?: string };

/** What a plan is told about the work that it has in place, and what people do about it. */
function adviceMethods(
  { read, readText, write }: PlanRequests,
  at: (...parts: readonly (string | number)[]) => string,
  query: (of: object) => string,
) {
  return {
    validation: (plan: string, of: Days & { cursor?: string; limit?: number } = {}) =>
      read<PlanValidation>(`${at(plan, 'validation')}${query(of)}`),
    /** Ways to be rid of one issue, each of them tried; for the days for which the plan was validated. */
    fixes: (plan: string, issue: string, days: Days = {}) =>
      read<{ version: number; fixes: Fix[] }>(`${at(plan, 'issues', issue, 'fixes')}${query(days)}`),
    applyFix: (plan: string, { issue, fix, ...days }: Days & { issue: string; fix: string }, seen: Seen = {}) => {
      const { reason, ...version } = seen;
      const path = `${at(plan, 'issues', issue, 'fixes', fix)}:apply${query(days)}`;
      return write<PlanWritten & { fix: Fix }>('POST', path, version, { reason });
    },
    fixAll: (plan: string, { skip, ...days }: Days & { skip?: readonly string[] } = {}, seen: Seen = {}) => {
      const { reason, ...version } = seen;
      return write<FixedAll>('POST', `${at(plan, 'issues')}:fix-all${query(days)}`, version, { skip, reason });
    },
    ignore: (
      plan: string,
      { issue, until, ...days }: Days & { issue: string; until?: string },
      { reason, ...seen }: Seen & { reason: string },
    ) => write<PlanWritten>('POST', `${at(plan, 'issues', issue)}:ignore${query(days)}`, seen, { reason, until }),
    /** Tells an issue again that was ignored. */
    heed: (plan: string, issue: string, seen: Seen = {}) =>
      write<PlanWritten>('DELETE', `${at(plan, 'issues', issue)}:ignore`, seen),
    preferences: (plan: string) => read<{ version: number; preferences: Preference[] }>(at(plan, 'preferences')),
    /** Says how much a rule or keyword matters. */
    prefer: (
      plan: string,
      name: string,
      said: { direction: string } | { multiplier: number },
      { reason, ...seen }: Seen = {},
    ) => write<PlanWritten>('PUT', at(plan, 'preferences', name), seen, { ...said, reason }),
    /** Takes back what was said of a rule or keyword, or of all. */
    unprefer: (plan: string, name?: string, seen: Seen = {}) =>
      write<PlanWritten>('DELETE', name === undefined ? at(plan, 'preferences') : at(plan, 'preferences', name), seen),
    summary: (plan: string, of: Days & { weekMinutes?: number } = {}) =>
      read<PlanSummary>(`${at(plan, 'summary')}${query(of)}`),
    /** The text of a file: CSV, or a calendar of all or of one person. */
    export: (plan: string, file: 'schedule.csv' | 'schedule.ics' | { person: string }, days: Days = {}) => {
      const path =
        typeof file === 'string' ? at(plan, 'exports', file) : at(plan, 'exports', 'people', `${file.person}.ics`);
      return readText(`${path}${query(days)}`);
    },
    outcomes: (plan: string, days: Days = {}) => read<Outcomes>(`${at(plan, 'outcomes')}${query(days)}`),
    /** Says how work ended; what was said of the same item and day is replaced. */
    addOutcomes: (plan: string, outcomes: readonly WorkOutcome[], { reason, ...seen }: Seen = {}) =>
      write<PlanWritten>('POST', at(plan, 'outcomes'), seen, { outcomes, reason }),
  };
}

/** The system to which the rows of a plan are sent. The secret of a new one is in the answer, and only there. */
function sinkMethods(
  { post, read }: PlanRequests,
  at: (...parts: readonly (string | number)[]) => string,
  query: (of: object) => string,
) {
  return {
    sink: (plan: string) => read<Sink>(at(plan, 'sink')),
    putSink: (plan: string, sink: { url: string; lists?: readonly string[]; secret?: string; existing?: boolean }) =>
      post<Sink & { secret?: string }>(at(plan, 'sink'), sink, { method: 'PUT' }),
    deleteSink: (plan: string) => post<void>(at(plan, 'sink'), undefined, { method: 'DELETE' }),
    /** By list and name: each row that is on its way or has arrived, at its latest version. */
    sinkRows: (plan: string, of: { state?: SinkRow['state']; cursor?: string; limit?: number } = {}) =>
      read<{ rows: SinkRow[]; next: string | null }>(`${at(plan, 'sink', 'rows')}${query(of)}`),
    /** Sends what waits or was refused once more, or only rows such as posted/tea. */
    retrySink: (plan: string, rows?: readonly string[]) =>
      post<{ rows: number }>(`${at(plan, 'sink')}:retry`, rows ? { rows } : {}),
  };
}

/** A run that failed, which is the service's fault and not the problem's. */
function failureOf({ error }: Run): DovetailProblem {
  const problem = error ? { ...error, detail: error.message } : {};
  return new DovetailProblem({ status: 500, headers: new Headers() }, problem);
}

/** A success, or what went wrong. */
async function tryOnce(ask: () => Promise<Response>): Promise<Response | Error> {
  try {
    const response = await ask();
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    return new DovetailProblem(response, problem as Record<string, unknown>);
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}

/** No answer, with the address that was asked. */
function unanswered(address: string, cause: Error): NoAnswer {
  const why = cause.cause instanceof Error ? `${cause.message}, ${cause.cause.message}` : cause.message;
  return new NoAnswer(
    `${address} did not answer: ${why}. Maybe the service is not running, or is at another address.`,
    {
      cause,
    },
  );
}

/** A pause that doubles, with jitter so that many clients do not come back at once, and never less than asked for. */
function pause(attempt: number, failure: Error | undefined, signal?: AbortSignal | null): Promise<void> {
  const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  const asked = failure instanceof DovetailProblem ? (failure.retryAfterMs ?? 0) : 0;
  return sleep(asked + Math.random() * most, signal);
}

function sleep(ms: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = (): void => {
      over();
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      over();
      resolve();
    }, ms);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort);
  });
}

/** `Retry-After` as seconds or as a date. */
function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** `crypto.randomUUID` is missing on pages that came over plain HTTP. */
function uuid(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0'));
  return hex.join('');
}

interface ServerEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
}

/** Server-sent events of a response's body, as the HTML standard says they are written. */
export async function* serverEvents(
  body: ReadableStream<Uint8Array>,
  heard: () => void = () => undefined,
): AsyncGenerator<ServerEvent> {
  let [id, type, data]: [string, string, string[]] = ['', '', []];
  for await (const line of lines(body, heard)) {
    if (line === '') {
      if (data.length > 0) yield { id, type: type || 'message', data: data.join('\n') };
      [type, data] = ['', []];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') id = value;
    else if (field === 'event') type = value;
    else if (field === 'data') data.push(value);
  }
}

/** Whole lines; what comes after the last line end was cut off and does not count. */
async function* lines(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      rest += decoder.decode(value, { stream: true });
      // A carriage return at the very end may be half of a line end.
      const parts = rest.split(/\r\n|\n|\r(?!$)/);
      rest = parts.pop() ?? '';
      yield* parts;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
