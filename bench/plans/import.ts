import { readFileSync } from 'node:fs';
import { createClient, DovetailProblem } from '../../src/client/client.ts';
import { dateOf, dayNumber } from '../../src/domain/calendar.ts';
import { now } from '../../src/engines/engine.ts';
import type { BenchOptions, BenchReport } from '../bench.ts';
import { type HostedService, host, withDataDirectory } from '../service/host.ts';

const EVENTS = 200_000;
/** Days of history before the plan's own. */
const DAYS = 3650;
const FIRST = dayNumber('2016-01-04');
const HORIZON = { from: dateOf(FIRST + DAYS - 60), to: dateOf(FIRST + DAYS) };

/** MB that the process that answers may grow by, whatever the size of a file. */
const SERVICE_BAR = 300;

interface Measured {
  readonly deed: string;
  readonly mb: number;
  readonly seconds: number;
  readonly rows: number;
  /** The most that the process that answers has held, and that it has held with its solvers. */
  readonly serviceMb: number;
  readonly allMb: number;
}

/** What it takes to import ten years of events from a file: time, and memory of the process that answers and of its solvers. */
export function measureImport({ note, quick }: BenchOptions): Promise<BenchReport> {
  return withDataDirectory(async (data) => {
    const service = await host({ data, workers: 1, environment: { DOVETAIL_LOG_LEVEL: 'error' } });
    try {
      const client = createClient({ url: service.url, silenceMs: 600_000 });
      const input = {
        profile: 'plain' as const,
        horizon: HORIZON,
        types: { a: {} },
        employees: [{ id: 'ann', role: 'crew' }],
      };
      await client.plans.put('ten-years', { model: 'staffing', input });
      const begun = peakMb(service.pid);
      const count = Math.round(EVENTS / quick);
      const all: Measured[] = [];
      const failures: string[] = [];
      const measure = async (deed: string, body: Blob, format: 'csv' | 'ndjson', expected: number): Promise<void> => {
        note(deed);
        const memory = watched(service);
        const began = now();
        const { rows } = await client.plans.import('ten-years', body, { list: 'events', format });
        const seconds = (now() - began) / 1000;
        all.push({ deed, mb: body.size / 1e6, seconds, rows, ...memory.most() });
        if (rows !== expected) failures.push(`${deed} wrote ${rows} rows, not ${expected}`);
      };
      await measure('CSV, all new', csvOf(count, 30), 'csv', count);
      await measure('the same again', csvOf(count, 30), 'csv', 0);
      await measure('NDJSON, all changed', ndjsonOf(count, 45), 'ndjson', count);
      note('a wrong last line');
      const { version } = await client.plans.get('ten-years', HORIZON);
      const wrong = new Blob([csvOf(count, 60), 'last,a,2026-13-01,2026-01-02,30\n']);
      const refused = await client.plans.import('ten-years', wrong, { list: 'events', format: 'csv' }).catch((e) => e);
      const [fault] = refused instanceof DovetailProblem ? refused.errors : [];
      if (fault?.line !== count + 2) failures.push(`the wrong line ${count + 2} is told as ${JSON.stringify(fault)}`);
      if ((await client.plans.get('ten-years', HORIZON)).version !== version) failures.push('a wrong file was written');
      const grown = Math.max(...all.map(({ serviceMb }) => serviceMb)) - begun;
      if (grown > SERVICE_BAR) failures.push(`the process that answers grew by ${Math.round(grown)} MB`);
      const head = ['deed', 'MB', 's', 'rows', 'service MB', 'with solvers MB'];
      const rows = all.map((one) => [
        one.deed,
        one.mb.toFixed(1),
        one.seconds.toFixed(1),
        one.rows,
        Math.round(one.serviceMb),
        Math.round(one.allMb),
      ]);
      const title = `Import of ${count} events; the service began with ${Math.round(begun)} MB`;
      return { tables: [{ title, head, rows }], data: all, failures };
    } finally {
      await service.stop();
    }
  });
}

function* events(count: number) {
  for (let i = 0; i < count; i++) {
    const day = FIRST + Math.floor((i * DAYS) / count);
    yield { id: `event-${i}`, start: dateOf(day), due: dateOf(day + 2) };
  }
}

function csvOf(count: number, minutes: number): Blob {
  const lines = ['id,type,start,due,minutes\n'];
  for (const { due, id, start } of events(count)) lines.push(`${id},a,${start},${due},${minutes}\n`);
  return new Blob(lines);
}

function ndjsonOf(count: number, minutes: number): Blob {
  return new Blob([...events(count)].map((one) => `${JSON.stringify({ ...one, type: 'a', minutes })}\n`));
}

function watched(service: HostedService): { most(): Pick<Measured, 'serviceMb' | 'allMb'> } {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, service.memoryMb());
  }, 50);
  return {
    most() {
      clearInterval(timer);
      return { serviceMb: peakMb(service.pid), allMb: most };
    },
  };
}

/** The most that a process has held so far. */
function peakMb(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
