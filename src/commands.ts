import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { DOMAIN_MODELS } from '../models/index.ts';
import { absentCommand } from './cli/absent.ts';
import { alternativesCommand } from './cli/alternatives.ts';
import { type Benches, benchCommand } from './cli/bench.ts';
import { checkCommand } from './cli/check.ts';
import { convertCommand } from './cli/convert.ts';
import { dbCommand } from './cli/db.ts';
import { demoCommand } from './cli/demo.ts';
import { enginesCommand } from './cli/engines.ts';
import { explainCommand } from './cli/explain.ts';
import { fixesCommand } from './cli/fixes.ts';
import { generateCommand } from './cli/generate.ts';
import { keysCommand } from './cli/keys.ts';
import { openapiCommand } from './cli/openapi.ts';
import { planCommand } from './cli/plan.ts';
import { plotCommand } from './cli/plot.ts';
import { pricesCommand } from './cli/prices.ts';
import type { AddCommand } from './cli/program.ts';
import { rulesCommand } from './cli/rules.ts';
import { scenarioCommand } from './cli/scenario.ts';
import { schemaCommand } from './cli/schema.ts';
import { serveCommand } from './cli/serve.ts';
import { showCommand } from './cli/show.ts';
import { solveCommand } from './cli/solve.ts';
import { solveModelCommand } from './cli/solveModel.ts';
import { tradeoffCommand } from './cli/tradeoff.ts';
import { validateCommand } from './cli/validate.ts';
import { whatIfCommand } from './cli/whatIf.ts';
import { whyCommand } from './cli/why.ts';

/** Where threads find the domain models: TypeScript in a clone, JavaScript in an installed package. */
const MODELS_URL = new URL(`../models/index${extname(import.meta.url)}`, import.meta.url).href;

/** The benches measure a clone: an installed package has none. */
const BENCHES_URL = new URL('../bench/index.ts', import.meta.url);
const benches: { BENCHES: Benches } | undefined = existsSync(BENCHES_URL) ? await import(BENCHES_URL.href) : undefined;

/** The composition root: the only file that knows everybody. */
export const COMMANDS: readonly AddCommand[] = [
  demoCommand(DOMAIN_MODELS, 'staffing'),
  solveCommand(DOMAIN_MODELS),
  absentCommand(DOMAIN_MODELS),
  showCommand(DOMAIN_MODELS),
  validateCommand(DOMAIN_MODELS),
  checkCommand(DOMAIN_MODELS),
  whyCommand(DOMAIN_MODELS),
  fixesCommand(DOMAIN_MODELS),
  whatIfCommand(DOMAIN_MODELS),
  alternativesCommand(DOMAIN_MODELS),
  tradeoffCommand(DOMAIN_MODELS),
  pricesCommand(DOMAIN_MODELS),
  rulesCommand(DOMAIN_MODELS),
  generateCommand(DOMAIN_MODELS),
  schemaCommand(DOMAIN_MODELS),
  scenarioCommand(DOMAIN_MODELS),
  enginesCommand,
  solveModelCommand,
  explainCommand,
  convertCommand,
  plotCommand,
  serveCommand(DOMAIN_MODELS, MODELS_URL),
  planCommand(DOMAIN_MODELS, MODELS_URL),
  keysCommand,
  dbCommand,
  openapiCommand,
  ...(benches ? [benchCommand(benches.BENCHES)] : []),
];
