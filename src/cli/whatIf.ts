import { type Command, InvalidArgumentError } from 'commander';
import { type Counterfactual, counterfactual } from '../solve/questions/counterfactual.ts';
import type { Resolved } from '../solve/questions/resolve.ts';
import type { Demand } from '../solve/whatIf.ts';
import { type AskingOptions, ask, certainty, changesText, note, placeText, signed, withAskingOptions } from './ask.ts';
import { meaningsText } from './conflicts.ts';
import type { Domains } from './domains.ts';
import { EXIT } from './exit.ts';
import type { DefineCommand } from './program.ts';
import { SCHEDULE } from './schedule.ts';
import { table } from './table.ts';

interface Options extends AskingOptions {
  readonly item: string;
  readonly who?: string;
  readonly at: Readonly<Record<string, string>>;
  readonly forbid?: true;
  readonly from?: string;
}

const EXITS = { possible: EXIT.solved, impossible: EXIT.infeasible, unknown: EXIT.nothingFound } as const;

/** `dovetail whatif <model> <input> --item I ...`: what it would cost to force or to forbid an assignment. */
export function whatIfCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withAskingOptions(command, domains)
      .requiredOption('--item <id>', 'what is asked about, such as an event')
      .option('--who <id>', 'whom it has to be with')
      .option('--at <part=value>', 'where it has to be, such as day=2026-05-01; may be said several times', partOf, {})
      .option('--forbid', 'it must not be there, instead of it has to be')
      .option('--from <solution>', `the schedule that is asked about; ${SCHEDULE}`)
      .action(async (name: string, path: string, options: Options) => {
        const demand = demandOf(options);
        const onBase = ({ found, isProved }: Resolved): void =>
          note(`as it is: ${found ? `penalty ${found.review.penalty}, ${certainty(isProved)}` : 'nothing found'}`);
        const { answer: whole, told } = await ask(domains, { name, path, options }, async (asked) => {
          const from = await asked.schedule(options.from, { isOlder: true });
          const answer = await counterfactual(asked.domain, asked.value, { ...asked.options, demand, from, onBase });
          return { demand, answer };
        });
        const { answer } = whole;
        process.exitCode = EXITS[answer.verdict];
        process.stdout.write(
          options.json
            ? `${JSON.stringify({ demand, ...answer })}\n`
            : told((named) => textOf(named.demand, named.answer)),
        );
      });
  };
}

/** A part of a place, beside those before it. */
function partOf(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, part, value] = /^([a-z]+)=(.+)$/i.exec(text) ?? [];
  if (part !== undefined && value !== undefined) return { ...before, [part]: value };
  throw new InvalidArgumentError('Write a part of the place and its value, such as day=2026-05-01.');
}

function demandOf({ item, who, at, forbid }: Options): Demand {
  return { item, ...(who === undefined ? {} : { who }), at, isForbidden: forbid === true };
}

function textOf({ item, who, at, isForbidden }: Demand, answer: Counterfactual): string {
  const parts = Object.entries(at).map(([part, value]) => `${part} ${value}`);
  const where = [...(who === undefined ? [] : [`with ${who}`]), ...(parts.length ? [`at ${parts.join(', ')}`] : [])];
  const asked = `${item} ${isForbidden ? 'not ' : ''}${where.join(' ') || 'placed'}`;
  if (answer.verdict === 'impossible') {
    const said = `${asked}: impossible (proved). ${answer.reason ?? ''}`.trimEnd();
    return answer.conflict ? [said, '', ...meaningsText(answer.conflict)].join('\n') : said;
  }
  if (answer.verdict === 'unknown')
    return `${asked}: nothing was found or proved in time.\nMaybe give it longer with --time-limit.`;
  const { change, penalty, changes = {}, difference } = answer;
  if (change === undefined) return `${asked}: possible; without it, nothing was found to compare with.`;
  const lines = [`${asked}: penalty ${signed(change)}, from ${penalty} (${certainty(answer.isProved)}).`];
  if (Object.keys(changes).length > 0) lines.push(`By rule: ${changesText(changes)}.`);
  const rows = (difference?.disruptions ?? []).map((one) => [
    one.item,
    one.kind,
    placeText(one.from),
    placeText(one.to),
  ]);
  if (rows.length > 0) lines.push('', table(['item', 'change', 'from', 'to'], rows));
  return lines.join('\n');
}
