import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFeasible } from '../src/language/holds.ts';
import type { Model } from '../src/language/model.ts';
import { decodeModel } from '../src/language/proto/index.ts';
import { solve } from '../src/solve/solve.ts';
import type { Bench } from './bench.ts';
import { instancesFolderIfSet } from './instances/folder.ts';
import { roster } from './instances/rosters.ts';
import { yardstick } from './peers/yardstick.ts';

const BUDGETS_S = [2, 10];
/** What public rosters are given besides, when it is asked for. */
const MINUTE_S = 60;
const SEEDS = [2, 4];
/** On the geometric mean the race is at most this many times as costly as a program that knows rosters only. */
const WORSE = 1.05;

/**
 * Of public rosters the best known penalty, and how much more the race may have after a number of seconds. *Source*
 * schedulingbenchmarks.org.
 */
const PUBLISHED = new Map([
  ['shift-scheduling-2', { best: 828, shares: new Map([[10, 0]]) }],
  [
    'shift-scheduling-4',
    {
      best: 1716,
      shares: new Map([
        [10, 0.01],
        [MINUTE_S, 0.005],
      ]),
    },
  ],
  [
    'shift-scheduling-6',
    {
      best: 1950,
      shares: new Map([
        [10, 0.08],
        [MINUTE_S, 0.03],
      ]),
    },
  ],
  [
    'shift-scheduling-8',
    {
      best: 1300,
      shares: new Map([
        [10, 0.25],
        [MINUTE_S, 0.1],
      ]),
    },
  ],
]);

interface Instance {
  readonly name: string;
  readonly model: Model;
  /** What the plain program reads; generated rosters have no such file. */
  readonly text?: string;
  readonly budgetsS: readonly number[];
}

/** What was found within one budget. */
interface Row {
  readonly name: string;
  readonly seconds: number;
  readonly race: number | null;
  readonly local: number | null;
  readonly plain: number | null;
  readonly status: string;
}

/**
 * Rosters with rules on the work of each person: the race, local search alone, and a plain program that `DOVETAIL_ROSTER` names
 * (`bench/peers/yardstick.ts`), each with a budget of its own, as all of them cool down to its end. `DOVETAIL_INSTANCES`
 * names a folder with `models/shift-scheduling-*.json` and `.txt`, if there is one; the other models are generated. `minute`,
 * which has to be asked for, gives the public ones a minute each.
 */
export const rosters: Bench = {
  name: 'rosters',
  description: 'rosters with rules on rows of days, at 2 and 10 s: the race, local search alone and a plain program',
  parts: ['generated', 'published', 'minute'],
  async run({ note, quick, parts }) {
    const rows: Row[] = [];
    const failures: string[] = [];
    const asked = parts.length > 0 ? parts : ['generated', 'published'];
    for (const { name, model, text, budgetsS } of await instancesOf(asked)) {
      for (const seconds of budgetsS.map((one) => one / quick)) {
        note(`${name}: ${seconds} s`);
        const found = async (engine: 'auto' | 'local') => {
          const { outcome, defects } = await solve(model, { engine, timeLimitMs: seconds * 1000 });
          for (const { message } of defects) failures.push(`${name}, ${engine}: ${message}`);
          if (outcome.solution && !isFeasible(model, outcome.solution.values)) failures.push(`${name}: does not hold`);
          return outcome;
        };
        const [race, local] = [await found('auto'), await found('local')];
        const plain = text ? await yardstick('DOVETAIL_ROSTER', [text, `${seconds}`]) : undefined;
        rows.push({
          name,
          seconds,
          race: race.solution?.objective ?? null,
          local: local.solution?.objective ?? null,
          plain: plain?.end ?? null,
          status: race.proof === 'none' ? race.stopped : race.proof,
        });
      }
    }
    const head = ['roster', 'seconds', 'race', 'local alone', 'plain program', 'status'];
    const cells = rows.map((row) => [
      row.name,
      row.seconds,
      row.race ?? '-',
      row.local ?? '-',
      row.plain ?? '-',
      row.status,
    ]);
    return {
      tables: [{ title: 'Penalty by budget', head, rows: cells }],
      data: rows,
      failures: [...failures, ...missedBars(rows), ...farFromBest(rows)],
    };
  },
};

async function instancesOf(parts: readonly string[]): Promise<Instance[]> {
  const shapes = parts.includes('generated') ? SEEDS : [];
  const generated = shapes.map((seed) => ({
    budgetsS: BUDGETS_S,
    name: `generated, seed ${seed}`,
    model: roster({ people: 10 * seed, days: 28, shifts: 1 + seed / 2, seed }),
  }));
  const budgetsS = [...(parts.includes('published') ? BUDGETS_S : []), ...(parts.includes('minute') ? [MINUTE_S] : [])];
  const folder = budgetsS.length > 0 ? instancesFolderIfSet('models') : undefined;
  if (folder === undefined) return generated;
  const files = (await readdir(folder)).filter((file) => /^shift-scheduling-.*\.json$/.test(file)).sort();
  const published = files.map(async (file) => {
    const path = join(folder, file);
    const model = decodeModel(await readFile(path, 'utf8'), 'json');
    return { name: file.replace('.json', ''), model, text: path.replace('.json', '.txt'), budgetsS };
  });
  return [...(await Promise.all(published)), ...generated];
}

/** Where the geometric mean over the plain program is too high. */
function missedBars(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ seconds }) => seconds))].flatMap((seconds) => {
    const compared = rows.filter((row) => row.seconds === seconds && row.plain !== null);
    if (compared.length === 0) return [];
    const logs = compared.map(({ race, plain }) => Math.log((race ?? Number.POSITIVE_INFINITY) / plain!));
    const mean = Math.exp(logs.reduce((sum, one) => sum + one, 0) / logs.length);
    if (mean <= WORSE) return [];
    return [
      `after ${seconds} s: ${mean.toFixed(3)} times the plain program on the geometric mean; the bar is ${WORSE}`,
    ];
  });
}

/** Public rosters that are too far from the best known. */
function farFromBest(rows: readonly Row[]): string[] {
  return rows.flatMap(({ name, race, seconds, status }) => {
    const { best, shares } = PUBLISHED.get(name) ?? {};
    const share = shares?.get(seconds);
    if (best === undefined || share === undefined) return [];
    const isMet = (race ?? Number.POSITIVE_INFINITY) <= best * (1 + share);
    // What may not cost more at all has to be proved.
    if (isMet && (share > 0 || status === 'optimal')) return [];
    return [
      `${name}: ${race ?? 'nothing'}, ${status}, after ${seconds} s; the best known is ${best}, and ${share * 100} % more the bar`,
    ];
  });
}
