import { afterAll } from 'vitest';
import { DOMAIN_MODELS } from '../../../models/index.ts';
import type { Run, RunEvent } from '../../../src/runs/run.ts';
import type { NewRun, Runs } from '../../../src/runs/runs.ts';
import { openService, type Service, type ServiceOptions } from '../../../src/service.ts';

export const TENANT = 'acme';
const opened: Service[] = [];

/** A service on a test's database; closed with the tests of the file. */
export async function service(databaseUrl: string, change: Partial<ServiceOptions> = {}): Promise<Service> {
  const made = await openService({
    databaseUrl,
    data: '/nowhere',
    role: 'all',
    workers: 1,
    models: new URL('./wildModels.ts', import.meta.url).href,
    domains: DOMAIN_MODELS,
    limits: { tenantRunning: 10, tenantQueued: 1000 },
    graceMs: 500,
    memoryMb: 1024,
    ...change,
  });
  await made.runs.keys.ensureTenant(TENANT);
  opened.push(made);
  return made;
}

/** Closes every service that is open, also those of a test that has failed. */
export async function closeServices(): Promise<void> {
  await Promise.all(opened.splice(0).map((one) => one.close()));
}

afterAll(closeServices);

/** Creates a run of the staffing model. */
export async function submit(runs: Runs, change: Partial<NewRun> = {}): Promise<Run> {
  const { run } = await runs.create(TENANT, { model: 'staffing', input: '{}', options: {}, actor: 'test', ...change });
  return run;
}

/** Waits until a run's events say something, and gives all of them. */
export function until(runs: Runs, id: string, says: (event: RunEvent) => boolean): Promise<RunEvent[]> {
  return new Promise((resolve, reject) => {
    const events: RunEvent[] = [];
    let reading: Promise<void> | undefined;
    const read = (): void => {
      reading = (reading ?? Promise.resolve()).then(async () => {
        const more = await runs.events(TENANT, id, { after: events.at(-1)?.sequence ?? 0 });
        events.push(...more);
        if (!more.some(says)) return;
        off();
        clearInterval(poll);
        resolve(events);
      });
      reading.catch(reject);
    };
    const off = runs.subscribe(TENANT, id, read);
    const poll = setInterval(read, 500);
    read();
  });
}

export const hasEnded = ({ type }: RunEvent): boolean => type === 'end';
export const hasIncumbent = ({ type }: RunEvent): boolean => type === 'incumbent';

/** Waits for the end of a run and gives it. */
export async function ended(runs: Runs, id: string): Promise<Run> {
  await until(runs, id, hasEnded);
  return runs.get(TENANT, id);
}
