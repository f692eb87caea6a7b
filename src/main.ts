#!/usr/bin/env node
import { BENCHES } from '../bench/index.ts';
import { DOMAIN_MODELS } from '../models/index.ts';
import { benchCommand } from './cli/bench.ts';
import { checkCommand } from './cli/check.ts';
import { convertCommand } from './cli/convert.ts';
import { demoCommand } from './cli/demo.ts';
import { enginesCommand } from './cli/engines.ts';
import { explainCommand } from './cli/explain.ts';
import { generateCommand } from './cli/generate.ts';
import { run } from './cli/program.ts';
import { scenarioCommand } from './cli/scenario.ts';
import { schemaCommand } from './cli/schema.ts';
import { solveCommand } from './cli/solve.ts';
import { solveModelCommand } from './cli/solveModel.ts';
import { whyCommand } from './cli/why.ts';

/** The composition root: the only file that knows everybody. */
await run(process.argv.slice(2), [
  demoCommand(DOMAIN_MODELS.staffing),
  solveCommand(DOMAIN_MODELS),
  checkCommand(DOMAIN_MODELS),
  whyCommand(DOMAIN_MODELS),
  generateCommand(DOMAIN_MODELS),
  schemaCommand(DOMAIN_MODELS),
  scenarioCommand(DOMAIN_MODELS),
  enginesCommand,
  solveModelCommand,
  explainCommand,
  convertCommand,
  benchCommand(BENCHES),
]);
