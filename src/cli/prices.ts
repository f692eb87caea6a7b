import type { Command } from 'commander';
import { type Price, type Prices, prices } from '../solve/questions/prices.ts';
import { type AskingOptions, ask, certainty, note, withAskingOptions } from './ask.ts';
import type { Domains } from './domains.ts';
import { EXIT } from './exit.ts';
import type { DefineCommand } from './program.ts';
import { SCHEDULE } from './schedule.ts';
import { figure, table } from './table.ts';

interface Options extends AskingOptions {
  readonly from?: string;
}

/** `dovetail prices <model> <input>`: what each hard rule costs. */
export function pricesCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withAskingOptions(command, domains)
      .option('--from <solution>', `a schedule to begin with; ${SCHEDULE}`)
      .action(async (name: string, path: string, options: Options) => {
        const onPrice = (price: Price): void => note(`${price.relaxation.text} ${gainOf(price)}`);
        const { answer, told } = await ask(domains, { name, path, options }, async (asked) => {
          const from = await asked.schedule(options.from, { isOlder: true });
          return prices(asked.domain, asked.value, { ...asked.options, from, onPrice });
        });
        process.exitCode = answer.base ? EXIT.solved : EXIT.nothingFound;
        process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : told(textOf));
      });
  };
}

function gainOf({ gain, gained }: Price): string {
  const more = gained.length ? `, ${gained.length} more placed` : '';
  return gain === undefined ? 'nothing found' : `gain ${gain}${more}`;
}

function textOf({ base, prices: known }: Prices): string {
  if (!base)
    return 'Nothing was found to compare with.\nMaybe give it longer with --time-limit, or look at "dovetail fixes".';
  const head = ['rule', 'relaxed', 'gain', 'at most', 'more placed', 'certainty'];
  const byGain = [...known].sort((a, b) => (b.gain ?? 0) - (a.gain ?? 0));
  const rows = byGain.map((price) => [
    price.rule,
    price.relaxation.text,
    price.gain ?? '-',
    figure(price.atMost),
    price.gained.length,
    price.gain === undefined ? 'nothing found' : certainty(price.isProved),
  ]);
  return `Penalty as it is: ${base.review.penalty} (${certainty(base.isProved)}).\n\n${table(head, rows)}`;
}
