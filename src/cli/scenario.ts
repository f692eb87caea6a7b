import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { ENGINE_NAMES } from '../engines/registry.ts';
import { findScenarios } from '../scenarios/find.ts';
import { junitOf } from '../scenarios/junit.ts';
import { loadScenarios } from '../scenarios/load.ts';
import { documentOfVerdicts, printVerdicts } from '../scenarios/print.ts';
import { runScenarios } from '../scenarios/run.ts';
import { allOf, type Domains } from './domains.ts';
import { writeBytes } from './files.ts';
import type { DefineCommand } from './program.ts';

interface Options {
  readonly junit?: string;
  readonly jobs: number;
  readonly json?: true;
  readonly times?: true;
}

/** Engines keep as many threads warm; more scenarios at a time would start new ones all the while. */
const DEFAULT_JOBS = Math.min(2, availableParallelism());

/** Exit code when something is not as expected. */
const NOT_AS_EXPECTED = 1;

/** `dovetail scenario run <files...>`: runs scenarios and says what is not as expected. */
export function scenarioCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    command
      .command('run')
      .description('run scenarios; exit 1 when something is not as expected, 2 for bad files')
      .argument('<files...>', 'files, folders and globs')
      .option('--junit <file>', 'write JUnit XML as well')
      .option('--jobs <number>', 'how many run at the same time', jobCount, DEFAULT_JOBS)
      .option('--json', 'print one JSON document and nothing else')
      .option('--times', 'say how long each took; without it, the same runs print the same bytes')
      .action(async (args: string[], options: Options) => {
        process.exitCode = await runFiles(domains, args, options);
      });
  };
}

async function runFiles(domains: Domains, args: readonly string[], options: Options): Promise<number> {
  const files = await findScenarios(args);
  const scenarios = await loadScenarios(files, { domains: await allOf(domains), engines: ['auto', ...ENGINE_NAMES] });
  const verdicts = await runScenarios(scenarios, options.jobs);
  const shown = { times: options.times ?? false };
  if (options.junit !== undefined) await writeBytes(options.junit, junitOf(verdicts, shown));
  const text = options.json
    ? `${JSON.stringify(documentOfVerdicts(verdicts, shown))}\n`
    : printVerdicts(verdicts, shown);
  process.stdout.write(text);
  return verdicts.some(({ failures }) => failures.length > 0) ? NOT_AS_EXPECTED : 0;
}

function jobCount(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Maybe write a whole number of 1 or more.');
}
