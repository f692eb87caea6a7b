import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { MODELS_BY_NAME } from '../models/byName.ts';
import type { CommandEntry } from './cli/program.ts';

/** Where threads find the domain models: TypeScript in a clone, JavaScript in an installed package. */
const MODELS_URL = new URL(`../models/index${extname(import.meta.url)}`, import.meta.url).href;

/** The benches measure a clone: an installed package has none. */
const BENCHES_URL = new URL('../bench/index.ts', import.meta.url);

const BENCH: CommandEntry = {
  name: 'bench',
  description: 'measure how fast it is, and say which bars were missed',
  load: async () => {
    const [{ benchCommand }, { BENCHES }] = await Promise.all([import('./cli/bench.ts'), import(BENCHES_URL.href)]);
    return benchCommand(BENCHES);
  },
};

/** The composition root: the only file that knows everybody. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'demo',
    description: 'solve the demo of a model: the schedule, what is not placed and why, and what to try next',
    load: async () => (await import('./cli/demo.ts')).demoCommand(MODELS_BY_NAME, 'staffing'),
  },
  {
    name: 'solve',
    description: 'solve a problem, and give the reason for everything that has no place',
    load: async () => (await import('./cli/solve.ts')).solveCommand(MODELS_BY_NAME),
  },
  {
    name: 'absent',
    description: 'solve again with somebody away, and change as little as possible',
    load: async () => (await import('./cli/absent.ts')).absentCommand(MODELS_BY_NAME),
  },
  {
    name: 'show',
    description: 'show a schedule that is there already: as text, CSV or iCalendar, or as a page to send to somebody',
    load: async () => (await import('./cli/show.ts')).showCommand(MODELS_BY_NAME),
  },
  {
    name: 'validate',
    description: 'look for every mistake in an input, and for what has no effect in it, without solving it',
    load: async () => (await import('./cli/validate.ts')).validateCommand(MODELS_BY_NAME),
  },
  {
    name: 'check',
    description: 'review a schedule by the rules alone, whoever made it',
    load: async () => (await import('./cli/check.ts')).checkCommand(MODELS_BY_NAME),
  },
  {
    name: 'why',
    description:
      'say why an item is where it is, and for every other place which rule forbids it and what it would take',
    load: async () => (await import('./cli/why.ts')).whyCommand(MODELS_BY_NAME),
  },
  {
    name: 'fixes',
    description: 'try what would help items that are not placed, or an input without a solution, and rank it',
    load: async () => (await import('./cli/fixes.ts')).fixesCommand(MODELS_BY_NAME),
  },
  {
    name: 'whatif',
    description: 'say what it would cost to force or to forbid a place of an item, and how sure that is',
    load: async () => (await import('./cli/whatIf.ts')).whatIfCommand(MODELS_BY_NAME),
  },
  {
    name: 'alternatives',
    description: 'solve for the cheapest, the fairest and the least change, side by side',
    load: async () => (await import('./cli/alternatives.ts')).alternativesCommand(MODELS_BY_NAME),
  },
  {
    name: 'tradeoff',
    description:
      'say what penalty 0, 1, 2, 4, 8, ... chosen changes of an earlier schedule would lead to, beside the forced ones',
    load: async () => (await import('./cli/tradeoff.ts')).tradeoffCommand(MODELS_BY_NAME),
  },
  {
    name: 'prices',
    description: 'say what would be gained if a hard rule were milder, or did not count, one at a time',
    load: async () => (await import('./cli/prices.ts')).pricesCommand(MODELS_BY_NAME),
  },
  {
    name: 'rules',
    description: 'list what a rule can be made of, with its parameters; or, of an input, every rule that counts in it',
    load: async () => (await import('./cli/rules.ts')).rulesCommand(MODELS_BY_NAME),
  },
  {
    name: 'generate',
    description: 'write an input of a given size to standard output, the same bytes for the same arguments',
    load: async () => (await import('./cli/generate.ts')).generateCommand(MODELS_BY_NAME),
  },
  {
    name: 'schema',
    description: "print the JSON Schema of a model's input, or of its solution",
    load: async () => (await import('./cli/schema.ts')).schemaCommand(MODELS_BY_NAME),
  },
  {
    name: 'scenario',
    description: 'scenarios: inputs with what is expected of them, as files',
    load: async () => (await import('./cli/scenario.ts')).scenarioCommand(MODELS_BY_NAME),
  },
  {
    name: 'engines',
    description: 'solve a model, or a small roster, with every engine, side by side',
    load: async () => (await import('./cli/engines.ts')).enginesCommand,
  },
  {
    name: 'solve-model',
    description: 'solve a constraint model: our JSON, or a CpModelProto as binary, text or JSON',
    load: async () => (await import('./cli/solveModel.ts')).solveModelCommand,
  },
  {
    name: 'explain',
    description: 'name the smallest set of constraints that conflict in an infeasible model',
    load: async () => (await import('./cli/explain.ts')).explainCommand,
  },
  {
    name: 'convert',
    description: 'write a model in another form',
    load: async () => (await import('./cli/convert.ts')).convertCommand,
  },
  {
    name: 'plot',
    description: 'draw the objective and the bound of a solve against time, as SVG',
    load: async () => (await import('./cli/plot.ts')).plotCommand,
  },
  {
    name: 'serve',
    description: 'answer HTTP requests and solve runs; on a private PostgreSQL unless DATABASE_URL names one',
    load: async () => (await import('./cli/serve.ts')).serveCommand(MODELS_BY_NAME, MODELS_URL),
  },
  {
    name: 'plan',
    description: 'plans that a service keeps: change, solve and accept them, and take it back',
    load: async () => (await import('./cli/plan.ts')).planCommand(MODELS_BY_NAME, MODELS_URL),
  },
  {
    name: 'keys',
    description: 'make, list, rotate and revoke API keys',
    load: async () => (await import('./cli/keys.ts')).keysCommand,
  },
  {
    name: 'db',
    description: 'bring the database to this version, or delete old runs from it',
    load: async () => (await import('./cli/db.ts')).dbCommand,
  },
  {
    name: 'openapi',
    description: 'print the OpenAPI document of the service',
    load: async () => (await import('./cli/openapi.ts')).openapiCommand,
  },
  ...(existsSync(BENCHES_URL) ? [BENCH] : []),
];
