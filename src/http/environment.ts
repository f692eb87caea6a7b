import type { Context } from 'hono';
import type { EntryFormat } from '../exchange/readEntries.ts';
import type { Log } from '../log.ts';
import type { Scope } from '../runs/keys.ts';
import type { Asker } from '../runs/runs.ts';
import type { Place } from './place.ts';

/** Who asks: the tenant comes from the credential and from nothing else. */
export interface Caller {
  readonly tenant: string;
  /** Id of the key, or `local`: what the audit names. */
  readonly actor: string;
  readonly scopes: readonly Scope[];
  /** Until when the credential is good, by `performance.now()`; infinite where nothing ends it. */
  readonly goodUntil: number;
  /** Whether the credential is still good, for what goes on for a while. */
  isStillGood(): Promise<boolean>;
}

/** A request's body, read once. */
export interface Body {
  /** The text of the member that is not parsed here; undefined when the body has none. */
  readonly partText: string | undefined;
  /** Where that text begins in the body. */
  readonly partStart: Place;
  /** Of a body of entries. */
  readonly format?: EntryFormat;
  /** Where it is, if it is in a file. */
  readonly file?: string;
  /** SHA-256 of every byte, in hexadecimal. */
  readonly sha256: string;
  /** Says that its text is needed no more, while its request goes on. */
  release(): void;
}

/** What the middleware leaves for the handlers. */
export interface HttpEnvironment {
  /** What the server knows of the connection; nothing, where there is none. */
  Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } } };
  Variables: {
    requestId: string;
    log: Log;
    /** Who asks; set on every path below `/v1`. */
    caller: Caller;
    /** The body, on paths that take one. */
    body: Body;
  };
}

export type HttpContext = Context<HttpEnvironment>;

/** For whom something is asked of a solver, and until when: a client that has gone needs no answer. */
export function askerOf(c: HttpContext): Asker {
  return { tenant: c.get('caller').tenant, signal: c.req.raw.signal };
}
