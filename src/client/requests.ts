import { pause } from './pause.ts';
import { DovetailProblem, isRefusal, unanswered } from './problem.ts';
import type { Seen } from './wire/plan.ts';

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

/** The ways in which a client asks its service. */
export type Requests = ReturnType<typeof createRequests>;

/**
 * Requests to one service: each is tried again while that may help.
 *
 * *Errors* `TypeError` for an address that is missing, outside of a page, or is none.
 */
export function createRequests(options: ClientOptions) {
  const { url = '', apiKey, attempts = 6, fetch: send = fetch } = options;
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
      if (isRefusal(failure) || attempt >= attempts)
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

  /** A file, as a change of a plan. */
  async function sendText<T>(
    path: string,
    seen: Seen,
    { type, body }: { type: string; body: string | Blob },
  ): Promise<T> {
    const headers = { 'content-type': type, ...ifMatch(seen) };
    return (await request(path, { method: 'POST', headers, body })).json() as Promise<T>;
  }

  function ifMatch({ version }: Seen): Record<string, string> {
    return { 'if-match': version === undefined ? '*' : `"${version}"` };
  }

  return { request, read, readText, post, write, sendText };
}

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

/** `crypto.randomUUID` is missing on pages that came over plain HTTP. */
export function uuid(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0'));
  return hex.join('');
}
