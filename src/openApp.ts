import { type Config, isSingleUser } from './config.ts';
import { createApp, createWorkerApp } from './http/app.ts';
import { Feeds } from './http/feeds.ts';
import type { HttpService } from './http/httpService.ts';
import { createMetrics } from './http/metrics.ts';
import type { Log } from './log.ts';
import { LOCAL_TENANT } from './runs/keys.ts';
import { openService, type Service } from './service.ts';

export interface OpenAppWith {
  readonly domains: HttpService['domains'];
  readonly modelsUrl: string;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** The service with its HTTP face, which has no port yet. */
export interface OpenApp {
  readonly service: Service;
  readonly app: ReturnType<typeof createApp>;
}

/** *Errors* `capacity/database` for a database that does not answer or is too old. */
export async function openApp(config: Config, { domains, modelsUrl, log, stopping }: OpenAppWith): Promise<OpenApp> {
  const isAlone = isSingleUser(config);
  const metrics = createMetrics();
  const { databaseUrl, data, role, workers, memoryMb, tenantRunning, tenantQueued, targets } = config;
  const service = await openService({
    databaseUrl,
    data,
    role,
    workers,
    memoryMb,
    models: modelsUrl,
    domains,
    limits: { tenantRunning, tenantQueued },
    targets,
    onRunEnded(run, tenant) {
      metrics.runEnded(run);
      const { id, status, outcome, objective, attempts, error } = run;
      log.info({ runId: id, tenant, status, outcome, objective, attempts, error: error?.code }, 'run ended');
    },
    onTrouble: (message) => log.warn(message),
  });
  metrics.read({ workers: service.workers, statements: service.statements });
  const { plans, runs, sinks, webhooks } = service;
  if (isAlone) {
    await runs.keys.ensureTenant(LOCAL_TENANT).catch(async (thrown) => {
      await service.close();
      throw thrown;
    });
  }
  const feeds = new Feeds(runs);
  const face = { runs, plans, webhooks, sinks, feeds, domains, config, isSingleUser: isAlone, log, metrics, stopping };
  return { service, app: role === 'worker' ? createWorkerApp(face) : createApp(face) };
}
