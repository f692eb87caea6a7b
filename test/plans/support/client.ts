import { type Client, createClient, type Run } from '../../../src/client/client.ts';
import type { LiveService } from '../../http/support/liveService.ts';

/** A client of a service that has no port. */
export function clientOf(service: Pick<LiveService, 'request'>): Client {
  const send = ((url: string, init: RequestInit) =>
    service.request(url.replace('http://localhost', ''), init)) as typeof fetch;
  return createClient({ url: 'http://localhost', fetch: send, attempts: 1 });
}

/** Puts a plan that does not exist yet. */
export async function beginPlan(
  service: Pick<LiveService, 'request'>,
  plan: string,
  content: { readonly model: string; readonly input: unknown },
): Promise<Response> {
  return service.request(`/v1/plans/${plan}`, {
    method: 'PUT',
    body: JSON.stringify(content),
    headers: { 'content-type': 'application/json' },
  });
}

/** The run as it is when it has ended. */
export async function ended(client: Client, { id }: Pick<Run, 'id'>): Promise<Run> {
  for (;;) {
    const run = await client.get(id);
    if (run.endedAt !== null) return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
