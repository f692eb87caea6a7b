import type { Command } from 'commander';
import { type TradeoffPoint, tradeoff } from '../solve/questions/tradeoff.ts';
import { type AskingOptions, ask, certainty, note, withAskingOptions } from './ask.ts';
import type { Domains } from './domains.ts';
import { EXIT } from './exit.ts';
import type { DefineCommand } from './program.ts';
import { SCHEDULE } from './schedule.ts';
import { table } from './table.ts';

/** `dovetail tradeoff <model> <input> <previous>`: what 0, 1, 2, 4, ... changes of an earlier schedule would buy. */
export function tradeoffCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withAskingOptions(command, domains)
      .argument('<previous>', `the earlier schedule; ${SCHEDULE}`)
      .action(async (name: string, path: string, previousPath: string, options: AskingOptions) => {
        const onPoint = (point: TradeoffPoint): void => note(cellsOf(point).join('  '));
        const { answer: points } = await ask(domains, { name, path, options }, async (asked) => {
          const previous = await asked.schedule(previousPath, { isOlder: true });
          return tradeoff(asked.domain, asked.value, { ...asked.options, previous, onPoint });
        });
        process.exitCode = points.some(({ penalty }) => penalty !== undefined) ? EXIT.solved : EXIT.nothingFound;
        if (options.json) process.stdout.write(`${JSON.stringify({ points })}\n`);
        else
          process.stdout.write(
            `${table(['budget', 'penalty', 'changes', 'forced', 'people', 'certainty'], points.map(cellsOf))}\n`,
          );
      });
  };
}

function cellsOf({ budget, penalty, difference, forced, isProved }: TradeoffPoint): (string | number)[] {
  const nothing = isProved ? 'proved impossible' : 'nothing found';
  return [
    budget ?? 'any',
    penalty ?? '-',
    difference?.disruptions.length ?? '-',
    forced ?? '-',
    difference?.people.length ?? '-',
    penalty === undefined ? nothing : certainty(isProved),
  ];
}
