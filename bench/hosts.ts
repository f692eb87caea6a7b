import type { Bench } from './bench.ts';
import { lacking } from './hosts/network.ts';
import { onSite, type Site } from './hosts/site.ts';
import { behindPooler, cutWorker, type Finding, lostApi, spread } from './hosts/trials.ts';

const RUNS = 60;
const PROGRAMS = ['ip', 'setpriv', 'nginx', 'pgbouncer', 'faketime'];

/** Three API hosts behind a proxy, four worker hosts and a database, each in a network namespace of this machine. */
export const hosts: Bench = {
  name: 'hosts',
  description: 'many hosts: runs a minute by workers, a lost API host, a worker cut off, wrong clocks, PgBouncer',
  async run({ note, quick }) {
    const why = lacking(PROGRAMS);
    if (why) return { tables: [], data: { skipped: why }, failures: [why] };
    const trials: Readonly<Record<string, (site: Site) => Promise<Finding>>> = {
      spread: (site) => spread(site, Math.ceil(RUNS / quick)),
      'lost API hosts': lostApi,
      'a worker cut off': cutWorker,
      'behind PgBouncer': behindPooler,
    };
    return onSite(async (site) => {
      const rows: (string | number)[][] = [];
      const failures: string[] = [];
      for (const [name, trial] of Object.entries(trials)) {
        note(name);
        const found = await trial(site).catch((thrown: Error) => ({ figures: {}, failures: [thrown.message] }));
        for (const [figure, value] of Object.entries(found.figures)) rows.push([name, figure, value]);
        failures.push(...found.failures.map((failure) => `${name}: ${failure}`));
      }
      if (failures.length > 0) note(site.log().slice(-4000));
      return { tables: [{ title: 'Many hosts', head: ['trial', 'figure', 'value'], rows }], data: rows, failures };
    });
  },
};
