import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { z } from 'zod';
import { DovetailError, type Fault } from '../errors.ts';
import { identify } from './access.ts';
import { type Api, innerPath, outerPath } from './api.ts';
import type { HttpEnvironment } from './environment.ts';
import type { HttpService } from './httpService.ts';
import { problemResponse } from './problem.ts';
import { limitRate } from './rateLimit.ts';
import { modelRoutes } from './routes/models.ts';
import { operationRoutes } from './routes/operation.ts';
import { pageRoutes } from './routes/pages.ts';
import { runActionRoutes } from './routes/runActions.ts';
import { runEventRoutes } from './routes/runEvents.ts';
import { runResultRoutes } from './routes/runResults.ts';
import { runRoutes } from './routes/runs.ts';
import { validateRoutes } from './routes/validate.ts';

/** What pages of other origins may read of a response. */
const EXPOSED = ['location', 'retry-after', 'etag', 'x-request-id', 'ratelimit', 'ratelimit-policy'];

/** The whole HTTP face of the service; `app.request()` and `app.fetch` answer without a socket. */
export function createApp(service: HttpService): Api {
  const { config, runs, isSingleUser } = service;
  const { corsOrigins } = config;
  service.metrics.read({ counts: () => runs.counts(), sseClients: () => service.feeds.listeners });
  const app: Api = new OpenAPIHono<HttpEnvironment>({
    getPath: (request) => innerPath(new URL(request.url).pathname),
    defaultHook: (result) => {
      if (!result.success) throw shapeError(result.target, result.error);
    },
  });
  app.use(observe(service));
  app.use(secureHeaders({ crossOriginResourcePolicy: false, strictTransportSecurity: false }));
  app.use(
    cors({
      origin: (origin) => (corsOrigins.includes('*') || corsOrigins.includes(origin) ? origin : null),
      exposeHeaders: EXPOSED,
      maxAge: 600,
    }),
  );
  app.use('/v1/*', identify({ keys: runs.keys, isSingleUser, corsOrigins }));
  app.use('/v1/*', limitRate(config));

  operationRoutes(app, service);
  pageRoutes(app);
  modelRoutes(app, service);
  validateRoutes(app, service);
  runRoutes(app, service);
  runActionRoutes(app, service);
  runResultRoutes(app, service);
  runEventRoutes(app, service);

  app.notFound((c) => problemResponse(c, notFound(app, c.req.method, c.req.path, new URL(c.req.url).pathname)));
  app.onError((thrown, c) => problemResponse(c, thrown));
  return app;
}

/** What a process answers that only works: whether it is well. */
export function createWorkerApp(service: HttpService): Api {
  const app: Api = new OpenAPIHono<HttpEnvironment>();
  app.use(observe(service));
  operationRoutes(app, service);
  app.notFound((c) => problemResponse(c, notFound(app, c.req.method, c.req.path, c.req.path)));
  app.onError((thrown, c) => problemResponse(c, thrown));
  return app;
}

const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** Names the request, logs it and counts it; the id of the caller is kept where it is harmless. */
function observe({ log, metrics }: HttpService) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const began = performance.now();
    const asked = c.req.header('x-request-id') ?? '';
    const requestId = REQUEST_ID.test(asked) ? asked : randomUUID();
    c.set('requestId', requestId);
    c.set('log', log.child({ requestId }));
    c.header('x-request-id', requestId);
    await next();
    const seconds = (performance.now() - began) / 1000;
    const { method } = c.req;
    const { status } = c.res;
    const pattern = matchedRoutes(c).findLast(({ path }) => !path.includes('*'))?.path;
    const route = pattern === undefined ? 'unmatched' : outerPath(pattern);
    metrics.request({ method, route, status }, seconds);
    c.get('log').debug({ method, route, status, ms: Math.round(seconds * 1000) }, 'request');
  });
}

/** The faults of a request that does not have the declared shape, each at its pointer. */
function shapeError(target: string, { issues }: { issues: readonly z.core.$ZodIssue[] }): DovetailError {
  const isBody = target === 'json';
  const code = isBody ? 'input/shape' : 'request/invalid';
  const faults = issues.flatMap((issue) => faultsOf(issue, isBody ? '' : `/${target}`, code));
  const message = faults.map((fault) => `${fault.pointer || 'the body'}: ${fault.message}`).join('\n');
  return new DovetailError(code, message, { faults, maybe: 'compare with the schema at /docs.' });
}

/** An unknown name is a fault at that name, not at the object that has it. */
function faultsOf(issue: z.core.$ZodIssue, prefix: string, code: string): Fault[] {
  const base = prefix + issue.path.map((part) => `/${escaped(String(part))}`).join('');
  if (issue.code !== 'unrecognized_keys') return [{ pointer: base, code, message: issue.message }];
  return issue.keys.map((key) => ({ pointer: `${base}/${escaped(key)}`, code, message: 'There is no such member.' }));
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** 405 where another method would have been answered, otherwise 404. */
function notFound(app: Api, method: string, path: string, shown: string): DovetailError {
  const patterns = app.routes.filter((route) => !route.path.includes('*'));
  const allowed = METHODS.filter((one) =>
    patterns.some((route) => route.method === one && fits(route.path, path)),
  ).flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
  if (allowed.length === 0) {
    return new DovetailError('request/not-found', `There is nothing at ${shown}.`, { maybe: 'look at /docs.' });
  }
  return new DovetailError('request/method', `${method} is not for ${shown}, but ${allowed.join(', ')}.`, {
    details: { allow: allowed },
  });
}

/** Whether a path is of a pattern such as `/v1/runs/:id`. */
function fits(pattern: string, path: string): boolean {
  const [wanted, parts] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === parts.length &&
    wanted.every((part, i) => (part.startsWith(':') ? parts[i] !== '' : part === parts[i]))
  );
}
