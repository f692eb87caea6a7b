import type { Bench } from './bench.ts';
import { wrongClocks } from './hosts/clocks.ts';
import { lacking } from './hosts/network.ts';
import { onSite, type Site } from './hosts/site.ts';
import { behindPooler, cutWorker, type Finding, lostApi, spread } from './hosts/trials.ts';
import { upgrade } from './hosts/upgrade.ts';

const RUNS = 120;
const PROGRAMS = ['ip', 'setpriv', 'nginx', 'pgbouncer', 'faketime'];

const TRIALS: Readonly<Record<string, (site: Site, runs: number) => Promise<Finding>>> = {
  spread,
  'lost-apis': lostApi,
  'cut-worker': cutWorker,
  pooler: behindPooler,
  clocks: wrongClocks,
  upgrade,
};

/** Three API hosts behind a proxy, four worker hosts and a database, each in a network namespace of this machine. */
export const hosts: Bench = {
  name: 'hosts',
  description:
    'many hosts: runs a minute by workers, lost API hosts, a worker cut off, wrong clocks, PgBouncer, an upgrade',
  parts: Object.keys(TRIALS),
  async run({ note, quick, parts }) {
    const why = lacking(PROGRAMS);
    if (why) return { tables: [], data: { skipped: why }, failures: [why] };
    return onSite(async (site) => {
      const rows: (string | number)[][] = [];
      const failures: string[] = [];
      for (const [name, trial] of Object.entries(TRIALS)) {
        if (parts.length > 0 && !parts.includes(name)) continue;
        note(name);
        const found = await trial(site, Math.ceil(RUNS / quick)).catch((thrown: Error) => ({
          figures: {},
          failures: [thrown.message],
        }));
        for (const [figure, value] of Object.entries(found.figures)) rows.push([name, figure, value]);
        failures.push(...found.failures.map((failure) => `${name}: ${failure}`));
      }
      if (failures.length > 0) note(withoutPooler(site.log()).slice(-4000));
      return { tables: [{ title: 'Many hosts', head: ['trial', 'figure', 'value'], rows }], data: rows, failures };
    });
  },
};

/** PgBouncer says each second that news has arrived for nobody. */
function withoutPooler(log: string): string {
  return log
    .split('\n')
    .filter((line) => !line.startsWith('pool: '))
    .join('\n');
}
