import { basename } from 'node:path';
import type { Command } from 'commander';
import { readValue } from './domains.ts';
import { writeBytes } from './files.ts';
import { draw } from './plot/draw.ts';
import { readTrace } from './plot/trace.ts';

interface Options {
  readonly logTime?: true;
  readonly title?: string;
}

/** `dovetail plot <trace> <out>`: draws how a solve went. */
export function plotCommand(program: Command): void {
  program
    .command('plot')
    .description('draw the objective and the bound of a solve against time, as SVG')
    .argument('<trace>', 'what "solve --trace" wrote, or - for standard input')
    .argument('<out>', 'the SVG file to write')
    .option('--log-time', 'equal factors of time take equal room')
    .option('--title <text>', 'what to write above it')
    .action(async (from: string, to: string, { logTime, title }: Options) => {
      const trace = readTrace(await readValue(from));
      await writeBytes(to, draw(trace, { isLogTime: logTime === true, ...(title === undefined ? {} : { title }) }));
      process.stderr.write(
        `${from} -> ${basename(to)}: ${trace.incumbents.length} incumbents, ${trace.bounds.length} bounds\n`,
      );
    });
}
