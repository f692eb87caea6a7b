import { runPath } from './paths.ts';
import { pause, sleep } from './pause.ts';
import { isRefusal } from './problem.ts';
import type { Requests } from './requests.ts';
import { serverEvents } from './serverEvents.ts';
import type { Incumbent, Run, RunEvent } from './wire/run.ts';

/** Streams that break one after the other without an event, before runs are asked for instead. */
const BROKEN_STREAMS = 3;
/** Streams of a run that fall silent, likewise: something on the way holds them back. */
const SILENT_STREAMS = 2;

class SilentStream extends Error {}

/** What is told, and when to stop listening, while one waits for a run. */
export interface WaitOptions {
  /** Told of each better solution. What it throws is thrown, while the run goes on. */
  readonly onIncumbent?: (incumbent: Incumbent) => void;
  readonly signal?: AbortSignal;
}

/** Methods that follow a run to its end: a stream that is silent for `silenceMs` milliseconds is broken. */
export function followMethods({ read, request }: Requests, silenceMs: number) {
  const get = (id: string, signal?: AbortSignal): Promise<Run> => read<Run>(runPath(id), signal);

  /** The events of a run, in order and each once; a broken stream is taken up where it was. Ends with the run. */
  async function* events(id: string, { after = '', signal }: { after?: string; signal?: AbortSignal } = {}) {
    let [last, broken, silent] = [after, 0, 0];
    while (broken < BROKEN_STREAMS && silent < SILENT_STREAMS) {
      try {
        for await (const event of stream(id, last, signal)) {
          [last, broken] = [event.id || last, 0];
          yield event;
          if (event.type === 'end') return;
        }
        // Ended without `end`: the service is stopping, or everything was heard before.
        if ((await get(id, signal)).endedAt !== null && broken > 0) return;
      } catch (thrown) {
        signal?.throwIfAborted();
        if (isRefusal(thrown)) throw thrown;
        if (thrown instanceof SilentStream) silent++;
      }
      broken++;
      await pause(broken, undefined, signal);
    }
    throw new Error(`The events of run ${id} cannot be streamed.`);
  }

  /** Waits for the end of a run, such as one of a plan; gives the run as it ended, also when it failed. */
  async function wait(id: string, { onIncumbent, signal }: WaitOptions = {}): Promise<Run> {
    await follow(id, { ...(onIncumbent ? { onIncumbent } : {}), ...(signal ? { signal } : {}) });
    return get(id, signal);
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
      const response = await request(`${runPath(id)}/events`, { headers, signal: either });
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
  async function follow(id: string, { onIncumbent, signal }: WaitOptions): Promise<void> {
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
      for await (const { type, data } of events(id, signal ? { signal } : {})) {
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
      const run = await get(id, signal);
      if (run.revision > 0 && run.objective !== null) {
        const ms = Date.now() - Date.parse(run.createdAt);
        tell({ revision: run.revision, objective: run.objective, ms });
      }
      if (run.endedAt !== null) return;
      await sleep(1000, signal);
    }
  }

  return { events, wait };
}
