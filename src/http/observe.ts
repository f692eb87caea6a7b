import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { outerPath } from './api.ts';
import type { HttpEnvironment } from './environment.ts';
import type { HttpService } from './httpService.ts';
import { requestIdOf } from './requestId.ts';

/** Names the request, logs it and counts it; the id of the caller is kept where it is harmless. */
export function observe({ log, metrics }: Pick<HttpService, 'log' | 'metrics'>) {
  return createMiddleware<HttpEnvironment>(async (c, next) => {
    const began = performance.now();
    const requestId = requestIdOf(c.req.header('x-request-id'));
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
