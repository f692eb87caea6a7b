import { createMiddleware } from 'hono/factory';
import { isLoopback } from '../config.ts';
import { DovetailError } from '../errors.ts';
import { type Keys, LOCAL_TENANT, type Scope } from '../runs/keys.ts';
import type { Caller, HttpContext, HttpEnvironment } from './environment.ts';

export interface AccessOptions {
  readonly keys: Keys;
  /** Whether requests without a key are the one user's. */
  readonly isSingleUser: boolean;
  readonly corsOrigins: readonly string[];
}

const LOCAL: Caller = { tenant: LOCAL_TENANT, actor: 'local', scopes: ['read', 'run', 'accept', 'admin'] };

/** Finds out who asks. *Errors* `access/no-key`, `access/scope` for a page of another origin. */
export function identify(options: AccessOptions) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const caller = await callerOf(c, options);
    c.set('caller', caller);
    // What one tenant may see, no cache may show to another; an ETag saves the rest of the way.
    c.header('cache-control', 'private, no-cache');
    c.set('log', c.get('log').child({ tenant: caller.tenant }));
    await next();
  });
}

async function callerOf(c: HttpContext, options: AccessOptions): Promise<Caller> {
  const authorization = c.req.header('authorization');
  if (authorization === undefined && options.isSingleUser) {
    refuseStrangers(c, options.corsOrigins);
    return LOCAL;
  }
  const [, text] = /^Bearer ([\w.~+/-]{1,256}=*)$/i.exec(authorization ?? '') ?? [];
  const key = text === undefined ? undefined : await options.keys.authenticate(text);
  if (key) return { tenant: key.tenant, actor: key.id, scopes: key.scopes };
  throw new DovetailError('access/no-key', text ? 'The API key is not valid.' : 'This needs an API key.', {
    maybe: 'send "authorization: Bearer <key>"; "dovetail keys create" makes one.',
  });
}

/**
 * Without keys, whoever reaches the port is the user. A web page elsewhere must not: neither by a name that it lets
 * point to this machine, nor by a request across origins, nor through a proxy.
 */
function refuseStrangers(c: HttpContext, corsOrigins: readonly string[]): void {
  const host = hostnameOf(`http://${c.req.header('host') ?? ''}`);
  const origin = c.req.header('origin');
  const isForwarded = c.req.header('forwarded') !== undefined || c.req.header('x-forwarded-for') !== undefined;
  const isOwnPage =
    origin === undefined || corsOrigins.includes('*') || corsOrigins.includes(origin) || isLoopback(hostnameOf(origin));
  if (isLoopback(host) && isOwnPage && !isForwarded) return;
  throw new DovetailError(
    'access/scope',
    'Without keys, the service answers only programs and pages of this machine.',
    {
      maybe: 'set DOVETAIL_ACCESS=keys, or name the origin in DOVETAIL_CORS_ORIGINS.',
    },
  );
}

function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** Refuses callers whose key has not the scope; `admin` has all of them. */
export function requires(scope: Scope) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const { scopes } = c.get('caller');
    if (!scopes.includes(scope) && !scopes.includes('admin')) {
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
