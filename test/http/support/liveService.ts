import { DOMAIN_MODELS } from '../../../models/index.ts';
import type { Runs } from '../../../src/runs/runs.ts';
import { openService, type ServiceOptions } from '../../../src/service.ts';
import { testDatabase } from '../../support/postgres/database.ts';
import { testApp } from './testApp.ts';

const MODELS = new URL('../../../models/index.ts', import.meta.url).href;

/** The whole service on a database of its own, with the application in front of it. */
export async function liveService(options: Partial<ServiceOptions> & { isSingleUser?: boolean } = {}) {
  const { isSingleUser = true, ...rest } = options;
  const databaseUrl = options.databaseUrl ?? (await testDatabase());
  const limits = { tenantRunning: 16, tenantQueued: 100_000 };
  const service = await openService({
    databaseUrl,
    data: '',
    role: 'all',
    workers: 1,
    models: MODELS,
    domains: DOMAIN_MODELS,
    limits,
    ...rest,
  });
  await service.runs.keys.ensureTenant('local');
  const { runs, plans, webhooks, sinks } = service;
  const test = testApp<Runs>({ runs, plans, webhooks, sinks, isSingleUser });
  return {
    ...test,
    live: service,
    async close(): Promise<void> {
      test.stop();
      await service.close();
    },
  };
}

export type LiveService = Awaited<ReturnType<typeof liveService>>;
