import { staffing } from '../models/staffing/index.ts';
import { endWarmThreads } from '../src/engines/thread/host.ts';
import { changed } from '../src/solve/change.ts';
import { counterfactual } from '../src/solve/questions/counterfactual.ts';
import { fixes } from '../src/solve/questions/fixes.ts';
import { type Reviewed, resolve } from '../src/solve/questions/resolve.ts';
import { tradeoff } from '../src/solve/questions/tradeoff.ts';
import { type Bench, quantile } from './bench.ts';

/** Every run is of this size, and generated so that some events have no place. */
const SIZE = { events: 48, employees: 6, days: 14, posted: 60 };
const RUNS = 100;

/** This many fixes are taken from the menu of each run. */
const FIXES_OF_RUN = 5;

/** For a run as it is, for each fix, and for each solve that confirms one from nothing. */
const LIMITS = { run: 5_000, fix: 2_000, confirm: 20_000 };

interface Tally {
  confirmed: number;
  proved: number;
  readonly ms: number[];
}

/** Whether what the menu of fixes, counterfactuals and trade-offs say comes true. */
export const whatIf: Bench = {
  name: 'what-if',
  description: `fixes, counterfactuals and trade-offs over ${RUNS} incomplete runs, each confirmed by other solves`,
  async run({ note, quick }) {
    const failures: string[] = [];
    const tallies = {
      fixes: { confirmed: 0, proved: 0, ms: [] },
      counterfactuals: { confirmed: 0, proved: 0, ms: [] },
      'points of trade-offs': { confirmed: 0, proved: 0, ms: [] },
    } satisfies Record<string, Tally>;
    const runs = Math.ceil(RUNS / quick);
    for (let seed = 1; seed <= runs; seed++) {
      note(`run ${seed} of ${runs}`);
      const value = staffing.generator.generate({ ...SIZE, seed });
      const { found } = await resolve(staffing, value, { timeLimitMs: LIMITS.run });
      if (!found || found.placements.length >= SIZE.events) failures.push(`seed ${seed}: the run is not incomplete`);
      if (!found) continue;
      const at = { seed, value, found, failures };
      await confirmFixes(at, tallies.fixes);
      await confirmCounterfactual(at, tallies.counterfactuals);
      await confirmTradeoff(at, tallies['points of trade-offs']);
    }
    await endWarmThreads();
    const rows = Object.entries(tallies).map(([what, { confirmed, proved, ms }]) => [
      what,
      confirmed,
      proved,
      Math.round(quantile(ms, 0.5)),
      Math.round(quantile(ms, 0.95)),
    ]);
    return {
      tables: [
        { title: `${runs} incomplete runs`, head: ['what', 'confirmed', 'of them proved', 'p50 ms', 'p95 ms'], rows },
      ],
      data: { runs, tallies },
      failures,
    };
  },
};

interface Run {
  readonly seed: number;
  readonly value: unknown;
  readonly found: Reviewed;
  readonly failures: string[];
}

/** Applied to the input and solved from nothing, a fix has at least the effect that it states. */
async function confirmFixes({ seed, value, found, failures }: Run, tally: Tally): Promise<void> {
  let last = performance.now();
  let taken = 0;
  for await (const fix of fixes(staffing, value, { solution: found.solution, timeLimitEachMs: LIMITS.fix })) {
    tally.ms.push(performance.now() - last);
    const placed = staffing.whatIf.placements(staffing.parse(changed(value, fix.changes)), fix.solution).length;
    const again = await resolve(staffing, changed(value, fix.changes), { timeLimitMs: LIMITS.confirm, seed: 99 });
    const { penalty } = again.found?.review ?? { penalty: Number.POSITIVE_INFINITY };
    const what = `seed ${seed}: ${fix.text} states ${fix.penalty} with ${placed} placed`;
    if (penalty > fix.penalty) failures.push(`${what}, and solved from nothing it is ${penalty}`);
    else if (fix.isProved && again.isProved && penalty < fix.penalty)
      failures.push(`${what}, proved; it is ${penalty}`);
    else if (again.found!.placements.length < placed) failures.push(`${what}; it is ${again.found!.placements.length}`);
    else tally.confirmed++;
    if (fix.isProved) tally.proved++;
    if (++taken === FIXES_OF_RUN) break;
    last = performance.now();
  }
}

/** The first placed event, forced to be with somebody else, by the race and by one engine from nothing. */
async function confirmCounterfactual({ seed, value, found, failures }: Run, tally: Tally): Promise<void> {
  const { item, who } = found.placements[seed % found.placements.length]!;
  const others = staffing.parse(value).employees.filter(({ id }) => id !== who);
  const demand = { item, at: { employee: others[seed % others.length]!.id }, isForbidden: false };
  const began = performance.now();
  const answer = await counterfactual(staffing, value, { demand, from: found.solution, timeLimitMs: LIMITS.confirm });
  tally.ms.push(performance.now() - began);
  if (!answer.isProved) return;
  tally.proved++;
  const oracle = await counterfactual(staffing, value, { demand, engine: 'highs', timeLimitMs: LIMITS.confirm });
  if (oracle.verdict === answer.verdict && oracle.change === answer.change) tally.confirmed++;
  else if (oracle.isProved)
    failures.push(`seed ${seed}: ${item} costs ${answer.change}, by HiGHS alone ${oracle.change}`);
}

/** One person of the schedule is ill on a day: penalties fall with the budget, and every budget is kept. */
async function confirmTradeoff({ seed, value, found, failures }: Run, tally: Tally): Promise<void> {
  const { who, at } = found.placements[seed % found.placements.length]!;
  const index = staffing.parse(value).employees.findIndex(({ id }) => id === who);
  const { timeOff } = staffing.parse(value).employees[index]!;
  const ill = [...timeOff, { from: String(at.day), to: String(at.day) }];
  const previous = found.solution;
  let input: unknown;
  try {
    input = changed(value, [{ set: `employees/${index}/timeOff`, value: ill }]);
    staffing.parse(input);
  } catch {
    // A pin of the day refuses the illness.
    return;
  }
  const began = performance.now();
  const points = await tradeoff(staffing, input, { previous, timeLimitMs: LIMITS.confirm });
  tally.ms.push(performance.now() - began);
  const before = keysOf(previous);
  let least = Number.POSITIVE_INFINITY;
  for (const { budget = Number.POSITIVE_INFINITY, penalty, solution, isProved } of points) {
    if (isProved) tally.proved++;
    const changes = penalty === undefined ? 0 : differing(before, keysOf(solution));
    if (changes > budget) failures.push(`seed ${seed}: a budget of ${budget} has ${changes} changes`);
    else if (penalty !== undefined && penalty > least) failures.push(`seed ${seed}: the trade-off rises at ${budget}`);
    else tally.confirmed++;
    least = Math.min(least, penalty ?? least);
  }
}

/** The place of each event in one text, read from the document alone. */
function keysOf(solution: unknown): Map<string, string> {
  const { assignments } = solution as {
    assignments: { event: string; employee: string; day: string; block?: number }[];
  };
  return new Map(assignments.map(({ event, employee, day, block }) => [event, `${employee} ${day} ${block ?? ''}`]));
}

function differing(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number {
  return [...new Set([...a.keys(), ...b.keys()])].filter((event) => a.get(event) !== b.get(event)).length;
}
