import type { Command } from 'commander';
import { type AlternativeSolution, type Alternatives, alternativesOf } from '../solve/questions/alternatives.ts';
import { type AskingOptions, ask, certainty, note, placeText, withAskingOptions } from './ask.ts';
import type { Domains } from './domains.ts';
import { EXIT } from './exit.ts';
import type { DefineCommand } from './program.ts';
import { SCHEDULE } from './schedule.ts';
import { table } from './table.ts';

interface Options extends AskingOptions {
  readonly previous?: string;
}

/** `dovetail alternatives <model> <input>`: cheapest, fairest, least change, and what is different between them. */
export function alternativesCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withAskingOptions(command, domains)
      .option('--previous <solution>', `the earlier schedule, which changes are counted from; ${SCHEDULE}`)
      .action(async (name: string, path: string, options: Options) => {
        const onAlternative = ({ name, review, isProved }: AlternativeSolution): void =>
          note(`${name}: penalty ${review.penalty}, ${certainty(isProved)}`);
        const { answer, told } = await ask(domains, { name, path, options }, async (asked) => {
          const previous = await asked.schedule(options.previous, { isOlder: true });
          return alternativesOf(asked.domain, asked.value, { ...asked.options, previous, onAlternative });
        });
        process.exitCode = answer.alternatives.length > 0 ? EXIT.solved : EXIT.nothingFound;
        process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : told(textOf));
      });
  };
}

function textOf({ alternatives, missing, differences }: Alternatives): string {
  const names = alternatives.map(({ name }) => name);
  const penalties = alternatives.map(({ review }) => new Map(Object.entries(review.penalties)));
  const rules = [...new Set(penalties.flatMap((byRule) => [...byRule.keys()]))];
  const amounts = rules
    .map((rule) => [rule, ...penalties.map((byRule) => byRule.get(rule) ?? 0)] as const)
    .filter(([, ...row]) => new Set(row).size > 1);
  const facts = [
    ['penalty', ...alternatives.map(({ review }) => review.penalty)],
    ['placed', ...alternatives.map(({ placements }) => placements.length)],
    ['changed', ...alternatives.map(({ disruptions }) => disruptions ?? '-')],
    ['certainty', ...alternatives.map(({ isProved }) => certainty(isProved))],
  ];
  const places = differences.map(({ item, places: row }) => [item, ...row.map(placeText)]);
  const parts = [
    ...(alternatives.length ? [table(['', ...names], [...facts, ...amounts.map((row) => [...row])])] : []),
    ...(places.length ? [`Different places:\n\n${table(['item', ...names], places)}`] : []),
    ...(missing.length ? [`Nothing was found in time for: ${missing.join(', ')}.`] : []),
  ];
  return parts.join('\n\n');
}
