import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DOMAIN_MODELS } from '../models/index.ts';
import { REFERENCE_SIZES } from '../models/production/generate.ts';
import { endWarmThreads } from '../src/engines/thread/host.ts';
import type { Model } from '../src/language/model.ts';
import { solve } from '../src/solve/solve.ts';
import { statusOf } from '../src/solve/status.ts';
import type { Bench } from './bench.ts';
import { CHOICE_SHAPES } from './instances/choices/assignments.ts';
import { generatedShop } from './instances/shops/generated.ts';

/** The committed work of every case, by its name. */
export const GUARD_FILE = fileURLToPath(new URL('./guard.json', import.meta.url));

/** More work than this, as a share of what is committed, fails. */
export const MOST_MORE = 0.1;
/** A difference of fewer ticks says nothing: engines look at their budget now and then only. */
export const FEW_TICKS = 20;

/** Small models of every kind of structure, each with a budget of ticks that ends in a few seconds. */
const CASES: Readonly<Record<string, { readonly model: () => Model; readonly ticks: number }>> = {
  'staffing demo': { model: () => built('staffing', DOMAIN_MODELS.staffing.demo()), ticks: 4000 },
  'staffing 30 events': {
    model: () => generated('staffing', { events: 30, employees: 10, days: 10, posted: 30 }),
    ticks: 4000,
  },
  'sessions demo': { model: () => built('sessions', DOMAIN_MODELS.sessions.demo()), ticks: 4000 },
  'production demo': { model: () => built('production', DOMAIN_MODELS.production.demo()), ticks: 3000 },
  'production F1': { model: () => generated('production', REFERENCE_SIZES.F1), ticks: 4000 },
  'production F2': { model: () => generated('production', REFERENCE_SIZES.F2), ticks: 3000 },
  'choices: loads': { model: () => CHOICE_SHAPES.loads(1, 1), ticks: 3000 },
  'choices: matching': { model: () => CHOICE_SHAPES.matching(1, 1), ticks: 3000 },
  'shop: alternatives': { model: () => generatedShop('alternatives', 1), ticks: 3000 },
  'shop: calendar': { model: () => generatedShop('calendar', 1), ticks: 3000 },
  'shop: operators': { model: () => generatedShop('operators', 1), ticks: 3000 },
  'shop: setups': { model: () => generatedShop('setups', 1), ticks: 3000 },
  'shop: tardiness': { model: () => generatedShop('tardiness', 1), ticks: 3000 },
};

/** What one case took: no clock in it, so that it is the same on every machine. */
export interface Work {
  readonly variables: number;
  readonly constraints: number;
  readonly status: string;
  readonly objective: number | null;
  /** Of all engines together. */
  readonly ticks: number;
  /** Each better objective with the ticks after which it was found, the first solution first. */
  readonly found: readonly (readonly [objective: number, ticks: number])[];
}

/** Whether small models take more work than they did: a guard in CI that needs no clock. */
export const guard: Bench = {
  name: 'guard',
  description: 'work (variables, constraints, ticks to each objective) on small models, against the committed table',
  parts: ['write'],
  async run({ note, parts }) {
    const now: Record<string, Work> = {};
    for (const [name, { model, ticks }] of Object.entries(CASES)) {
      note(name);
      now[name] = await workOf(model(), ticks);
    }
    await endWarmThreads();
    if (parts.includes('write')) writeFileSync(GUARD_FILE, `${JSON.stringify(now, null, 2)}\n`);
    const before = existsSync(GUARD_FILE) ? (JSON.parse(readFileSync(GUARD_FILE, 'utf8')) as Record<string, Work>) : {};
    const rows = Object.entries(now).map(([name, work]) => {
      const first = work.found[0]?.[1] ?? '-';
      return [name, work.variables, work.constraints, work.status, work.objective ?? '-', first, work.ticks];
    });
    const head = ['case', 'variables', 'constraints', 'status', 'objective', 'ticks to first', 'ticks'];
    const failures = Object.entries(now).flatMap(([name, work]) => regressions(name, before[name], work));
    return { tables: [{ title: 'Work', head, rows }], data: now, failures };
  },
};

/** Where a case takes more than it did, as sentences. */
export function regressions(name: string, before: Work | undefined, now: Work): string[] {
  if (!before) return [`${name}: nothing is committed. Maybe run "dovetail bench guard write" and look at the change.`];
  const said: string[] = [];
  const compare = (what: string, was: number, is: number): void => {
    if (is > was * (1 + MOST_MORE) + FEW_TICKS) said.push(`${name}: ${what} took ${was}, and takes ${is} now.`);
  };
  if (now.status !== before.status) said.push(`${name}: it was ${before.status}, and is ${now.status} now.`);
  compare('variables', before.variables, now.variables);
  compare('constraints', before.constraints, now.constraints);
  compare('the whole', before.ticks, now.ticks);
  // An objective counts as reached with the first that is as good, whichever way the objective goes.
  const isMinimized = (before.found.at(-1)?.[0] ?? 0) <= (before.found[0]?.[0] ?? 0);
  for (const [objective, ticks] of before.found) {
    const reached = now.found.find(([one]) => (isMinimized ? one <= objective : one >= objective));
    if (reached) compare(`the objective ${objective}`, ticks, reached[1]);
    else said.push(`${name}: the objective ${objective} was found after ${ticks} ticks, and is not found now.`);
  }
  return said;
}

async function workOf(model: Model, ticks: number): Promise<Work> {
  const { outcome, incumbents, ticks: used } = await solve(model, { ticks, timeLimitMs: 600_000 });
  return {
    variables: model.variables.length,
    constraints: model.constraints.length,
    status: statusOf(outcome),
    objective: outcome.solution?.objective ?? null,
    ticks: Math.round(used ?? Number.NaN),
    found: incumbents.map(({ objective, ticks: at = Number.NaN }) => [objective, Math.round(at)] as const),
  };
}

function built(name: keyof typeof DOMAIN_MODELS, value: unknown): Model {
  const domain = DOMAIN_MODELS[name];
  return domain.build(domain.parse(value)).model;
}

function generated(name: keyof typeof DOMAIN_MODELS, sizes: Readonly<Record<string, number>>): Model {
  return built(name, DOMAIN_MODELS[name].generator.generate({ ...sizes, seed: 1 }));
}
