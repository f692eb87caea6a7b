import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { DovetailError } from '../errors.ts';
import { readValue } from './domains.ts';
import { writeBytes } from './files.ts';
import { draw } from './plot/draw.ts';
import type { Named } from './plot/series.ts';
import { readTrace, type Trace } from './plot/trace.ts';

interface Options {
  readonly logTime?: true;
  readonly title?: string;
  readonly beside?: readonly string[];
}

/** `dovetail plot <trace> <out>`: draws how a solve went. */
export function plotCommand(command: Command): void {
  command
    .argument('<trace>', 'what "solve --trace" wrote, or - for standard input')
    .argument('<out>', 'the SVG file to write')
    .option('--log-time', 'equal factors of time take equal room')
    .option('--title <text>', 'what to write above it')
    .option('--beside <traces...>', 'other solves of the same model, whose objectives are drawn as well')
    .action(async (from: string, to: string, { logTime, title, beside: others = [] }: Options) => {
      const trace = readTrace(await readValue(from));
      const beside = await Promise.all(others.map((path) => readBeside(path, trace)));
      await writeBytes(
        to,
        draw(trace, { isLogTime: logTime === true, ...(title === undefined ? {} : { title }), beside }),
      );
      process.stderr.write(
        `${from} -> ${basename(to)}: ${trace.incumbents.length} incumbents, ${trace.bounds.length} bounds\n`,
      );
    });
}

/** Another trace, named after its file. *Errors* `input/invalid` for one that goes the other way. */
async function readBeside(path: string, { objectiveSense }: Trace): Promise<Named> {
  const trace = readTrace(await readValue(path));
  if (trace.objectiveSense !== objectiveSense) {
    throw new DovetailError(
      'input/invalid',
      `${path} has an objective to ${trace.objectiveSense}, the first trace one to ${objectiveSense}.`,
      {
        maybe: 'draw solves of the same model beside each other.',
      },
    );
  }
  return { name: basename(path, extname(path)), trace };
}
