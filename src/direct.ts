import type { Config } from './config.ts';
import type { HttpService } from './http/httpService.ts';
import { createLog } from './log.ts';
import { openApp } from './openApp.ts';

/** A service within this process, which nobody else can ask. */
export interface Direct {
  /** For those who need an address: nobody listens there. */
  readonly url: string;
  readonly fetch: typeof fetch;
  close(): Promise<void>;
}

const URL_WITHIN = 'http://localhost';

/**
 * Opens the service straight on its database, without a port: whoever can do that may do everything.
 *
 * *Errors* `capacity/database` for a database that does not answer or is too old.
 */
export async function openDirect(config: Config, domains: HttpService['domains'], modelsUrl: string): Promise<Direct> {
  const stopping = new AbortController();
  const log = createLog('silent');
  const alone = { ...config, access: 'auto', host: 'localhost', role: 'all', workers: 1 } as const;
  const { app, service } = await openApp(alone, { domains, modelsUrl, log, stopping: stopping.signal });
  return {
    url: URL_WITHIN,
    fetch: (async (address: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set('host', 'localhost');
      return app.request(address.slice(URL_WITHIN.length), { ...init, headers });
    }) as typeof fetch,
    async close() {
      stopping.abort();
      await service.close();
    },
  };
}
