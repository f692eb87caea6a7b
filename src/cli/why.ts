import type { Command } from 'commander';
import type { Placement } from '../solve/result.ts';
import { type Domains, domainNamed, readInput, readValue } from './domains.ts';
import { type ReopenOptions, withReopen } from './options.ts';
import type { AddCommand } from './program.ts';
import { table } from './table.ts';

interface Options extends ReopenOptions {
  readonly json?: true;
}

/** `dovetail why <model> <input> <solution> <item>`: why something is where it is, and why not elsewhere. */
export function whyCommand(domains: Domains): AddCommand {
  return (program: Command) => {
    withReopen(program.command('why'))
      .description(
        'say why an item is where it is, and for every other place which rule forbids it and what it would take',
      )
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<input>', 'the problem, a JSON or YAML file')
      .argument('<solution>', 'the schedule, a JSON or YAML file; what "solve --json" calls solution')
      .argument('<item>', 'what is asked about, such as the id of an event')
      .option('--json', 'print one JSON document and nothing else')
      .action(async (name: string, inputPath: string, solutionPath: string, item: string, options: Options) => {
        const domain = domainNamed(domains, name);
        const input = domain.parse(await readInput(domain, inputPath, options));
        const solution = domain.parseSolution(input, await readValue(solutionPath));
        const answer = {
          whyThis: domain.whyThis(input, solution, item) ?? null,
          whyNot: domain.whyNot(input, solution, item),
        };
        process.stdout.write(
          options.json ? `${JSON.stringify(answer)}\n` : `${textOf(item, answer.whyThis, answer.whyNot)}\n`,
        );
      });
  };
}

function textOf(item: string, whyThis: object | null, whyNot: readonly object[]): string {
  const here = whyThis ? `Why ${item} is where it is:\n\n${facts(whyThis)}` : `${item} is not placed.`;
  return `${here}\n\nEvery place that it could have:\n\n${records(whyNot)}`;
}

function facts(object: object): string {
  const lines = Object.entries(object).map(([key, value]) => {
    const isList = Array.isArray(value) && typeof value[0] === 'object';
    return isList ? `${key}\n${indented(records(value as object[]))}` : `${key}: ${cell(value)}`;
  });
  return lines.join('\n');
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

/** Records of the same kind as a table with a column for each field, and each part of a place, that any of them has. */
function records(given: readonly object[]): string {
  const list = given.map((record) => {
    const { who, at, ...rest } = record as Partial<Placement>;
    return at === undefined ? record : { who, ...at, ...rest };
  });
  const head = [...new Set(list.flatMap((record) => Object.keys(record)))];
  const rows = list.map((record) => head.map((key) => cell((record as Record<string, unknown>)[key])));
  return table(head, rows);
}

function cell(value: unknown): string | number {
  if (value === undefined) return '';
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(cell).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, part]) => `${key} ${cell(part)}`)
    .join(', ');
}
