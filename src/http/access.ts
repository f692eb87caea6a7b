import { createMiddleware } from 'hono/factory';
import { isLoopback } from '../config.ts';
import { DovetailError } from '../errors.ts';
import { type Keys, LOCAL_TENANT, SCOPES, type Scope } from '../runs/keys.ts';
import type { Caller, HttpContext, HttpEnvironment } from './environment.ts';
import { type Authenticate, guardKeys } from './guardKeys.ts';
import { watchKeys } from './watchKeys.ts';

export interface AccessOptions {
  readonly keys: Keys;
  /** Whether requests without a key are the one user's. */
  readonly isSingleUser: boolean;
  readonly corsOrigins: readonly string[];
}

const LOCAL: Caller = {
  tenant: LOCAL_TENANT,
  actor: 'local',
  scopes: [...SCOPES],
  goodUntil: Number.POSITIVE_INFINITY,
  isStillGood: async () => true,
};

/** Finds out who asks. *Errors* `access/no-key`, `access/scope` for a page of another origin, `capacity/rate`. */
export function identify(options: AccessOptions) {
  const authenticate = guardKeys(options.keys);
  const isStillGood = watchKeys(options.keys);
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const caller = await callerOf(c, options, { authenticate, isStillGood });
    c.set('caller', caller);
    // What one tenant may see, no cache may show to another; an ETag saves the rest of the way.
    c.header('cache-control', 'private, no-cache');
    c.set('log', c.get('log').child({ tenant: caller.tenant }));
    await next();
  });
}

interface Credentials {
  readonly authenticate: Authenticate;
  readonly isStillGood: (text: string) => Promise<boolean>;
}

async function callerOf(
  c: HttpContext,
  options: AccessOptions,
  { authenticate, isStillGood }: Credentials,
): Promise<Caller> {
  const authorization = c.req.header('authorization');
  if (authorization === undefined && options.isSingleUser) {
    refuseStrangers(c, options.corsOrigins);
    return LOCAL;
  }
  const [, text] = /^Bearer ([\w.~+/-]{1,256}=*)$/i.exec(authorization ?? '') ?? [];
  const key = text === undefined ? undefined : await authenticate(text, addressOf(c));
  if (key && text !== undefined) {
    const goodUntil = performance.now() + key.leftMs;
    return { tenant: key.tenant, actor: key.id, scopes: key.scopes, goodUntil, isStillGood: () => isStillGood(text) };
  }
  throw noKey(text === undefined ? 'This needs an API key.' : 'The API key is not valid.');
}

/** For who has no key, or none any more. */
export function noKey(what: string): DovetailError {
  return new DovetailError('access/no-key', what, {
    maybe: 'send "authorization: Bearer <key>"; "dovetail keys create" makes one.',
  });
}

/** Behind a proxy it is the proxy's; what a header says of another, anybody can write. */
function addressOf(c: HttpContext): string {
  return c.env?.incoming?.socket.remoteAddress ?? '';
}

/** What proxies add. Programs and pages of this machine send none of it. */
const OF_PROXIES = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * Without keys, whoever reaches the port is the user. A web page elsewhere must not: neither by a name that it lets
 * point to this machine, nor by a request across origins, nor through a proxy.
 */
function refuseStrangers(c: HttpContext, corsOrigins: readonly string[]): void {
  const isForwarded = OF_PROXIES.some((name) => c.req.header(name) !== undefined);
  if (!isOwnName(c) || !isOwnPage(c, corsOrigins) || isForwarded) throw stranger();
}

function stranger(): DovetailError {
  return new DovetailError('access/scope', 'Without keys, the service answers only programs and pages of its own.', {
    maybe: 'set DOVETAIL_ACCESS=keys, or name the origin in DOVETAIL_CORS_ORIGINS.',
  });
}

/**
 * Refuses, without keys, what asks by a name that somebody else lets point to this machine: for pages and figures, to
 * which links from elsewhere may lead all the same.
 */
export function requireOwnName({ isSingleUser }: Pick<AccessOptions, 'isSingleUser'>) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    if (isSingleUser && !isOwnName(c)) throw stranger();
    await next();
  });
}

function isOwnName(c: HttpContext): boolean {
  return isLoopback(hostnameOf(`http://${c.req.header('host') ?? ''}`));
}

/**
 * Browsers name the origin where a page may read or change something, and it decides: a page of another port of this
 * machine is somebody else's. Without it, an image, a script or a link is what asks, and browsers tell whether its page
 * is from elsewhere. Links are refused with the rest: what is here is for programs, and whether a link opens would tell
 * that page about runs. Links to `/docs` come without passing here.
 */
function isOwnPage(c: HttpContext, corsOrigins: readonly string[]): boolean {
  if (corsOrigins.includes('*')) return true;
  const origin = c.req.header('origin');
  if (origin === undefined) return ['same-origin', 'none', undefined].includes(c.req.header('sec-fetch-site'));
  return corsOrigins.includes(origin) || hostOf(origin) === c.req.header('host');
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** Whether a caller's key has a scope; `admin` has all of them. */
export function may({ scopes }: Pick<Caller, 'scopes'>, scope: Scope): boolean {
  return scopes.includes(scope) || scopes.includes('admin');
}

/** Refuses callers whose key has not the scope. */
export function requires(scope: Scope) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const { scopes } = c.get('caller');
    if (!may(c.get('caller'), scope)) {
      throw new DovetailError(
        'access/scope',
        `This needs the scope "${scope}", and the key has ${scopes.join(', ')}.`,
        {
          maybe: 'use a key with that scope.',
        },
      );
    }
    await next();
  });
}
