#!/usr/bin/env node
import { BENCHES } from '../bench/index.ts';
import { benchCommand } from './cli/bench.ts';
import { convertCommand } from './cli/convert.ts';
import { enginesCommand } from './cli/engines.ts';
import { explainCommand } from './cli/explain.ts';
import { run } from './cli/program.ts';
import { solveModelCommand } from './cli/solveModel.ts';

/** The composition root: the only file that knows everybody. */
await run(process.argv.slice(2), [
  enginesCommand,
  solveModelCommand,
  explainCommand,
  convertCommand,
  benchCommand(BENCHES),
]);
