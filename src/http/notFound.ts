import { DovetailError } from '../errors.ts';
import type { Api } from './api.ts';
import type { HttpContext } from './environment.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The methods that a path of the router has. */
export function methodsAt(api: Api, path: string): string[] {
  const routes = api.routes.filter((route) => !route.path.includes('*') && fits(route.path, path));
  return METHODS.filter((method) => routes.some((route) => route.method === method)).flatMap((method) =>
    method === 'GET' ? ['GET', 'HEAD'] : [method],
  );
}

/** 405 where another method would have been answered, otherwise 404. */
export function notFound(api: Api, c: HttpContext): DovetailError {
  const { method, path, url } = c.req;
  const shown = new URL(url).pathname;
  const allowed = methodsAt(api, path);
  if (allowed.length === 0) {
    return new DovetailError('request/not-found', `There is nothing at ${shown}.`, { maybe: 'look at /docs.' });
  }
  return new DovetailError('request/method', `${shown} does not take ${method}; it takes ${allowed.join(', ')}.`, {
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
