import type { Command } from 'commander';
import { type Fix, fixes, ranked } from '../solve/questions/fixes.ts';
import { resolve } from '../solve/questions/resolve.ts';
import { type AskedProblem, type AskingOptions, ask, certainty, note, signed, withAskingOptions } from './ask.ts';
import { changeOptions } from './change.ts';
import type { Domains } from './domains.ts';
import { EXIT } from './exit.ts';
import { editsText } from './madeFor.ts';
import { durationOption, wholeNumber } from './options.ts';
import type { DefineCommand } from './program.ts';
import { SCHEDULE } from './schedule.ts';
import { table } from './table.ts';

interface Options extends AskingOptions {
  readonly each: number;
  readonly most?: number;
}

/** How much of the time finding a solution may take when none is given. */
const SOLVE_SHARE = 0.3;

/** `dovetail fixes <model> <input> [solution]`: what would help what is left out, tried and ranked. */
export function fixesCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withAskingOptions(command, domains)
      .argument('[solution]', `the schedule at hand, solved for when it is left out; ${SCHEDULE}`)
      .addOption(durationOption('--each <duration>', 'for each fix that is tried', 5000))
      .option('--most <number>', 'stop after this many fixes', wholeNumber)
      .action(async (name: string, path: string, given: string | undefined, options: Options) => {
        const { answer, told } = await ask(domains, { name, path, options }, async (asked) =>
          menuOf(asked, await asked.schedule(given), options),
        );
        const { found, solution } = answer;
        process.exitCode = solution === undefined && found.length === 0 ? EXIT.nothingFound : EXIT.solved;
        if (options.json) process.stdout.write(`${JSON.stringify({ fixes: found, solution: solution ?? null })}\n`);
        else process.stdout.write(told((one) => `${textOf(one.found)}${waysText(found, `${name} ${path}`, options)}`));
      });
  };
}

async function menuOf(
  { domain, value, options }: AskedProblem,
  known: unknown,
  { each, most = Number.POSITIVE_INFINITY }: Options,
): Promise<{ found: Fix[]; solution: unknown }> {
  const began = performance.now();
  const { timeLimitMs = 0 } = options;
  const solution =
    known ?? (await resolve(domain, value, { ...options, timeLimitMs: timeLimitMs * SOLVE_SHARE })).found?.solution;
  const left = { ...options, timeLimitMs: Math.max(1, timeLimitMs - (performance.now() - began)) };
  const found: Fix[] = [];
  for await (const fix of fixes(domain, value, { ...left, solution, timeLimitEachMs: each })) {
    found.push(fix);
    note(`${fix.text} ${gainOf(fix)}`);
    if (found.length >= most) break;
  }
  return { found: ranked(found), solution };
}

function gainOf({ penaltyBefore, penalty, gained }: Fix): string {
  const change = penaltyBefore === undefined ? `penalty ${penalty}` : `penalty ${signed(penalty - penaltyBefore)}`;
  return `${change}${gained.length ? `, ${gained.length} more placed` : ''}`;
}

function textOf(found: readonly Fix[]): string {
  if (found.length === 0) return 'No fix was found that gains anything.';
  const head = ['fix', 'changes', 'penalty', 'difference', 'placed by it', 'left out by it', 'certainty'];
  const rows = found.map((fix) => [
    fix.text,
    fix.changes.length,
    fix.penalty,
    fix.penaltyBefore === undefined ? '-' : signed(fix.penalty - fix.penaltyBefore),
    someOf(fix.gained),
    someOf(fix.lost),
    certainty(fix.isProved),
  ]);
  return table(head, rows);
}

/** How each fix is applied: the options with which the next command looks at the input that has it. */
function waysText(found: readonly Fix[], asked: string, options: Options): string {
  if (found.length === 0) return '';
  const ways = found.map(({ changes, text }) => `  ${text}\n    ${changeOptions(changes)}`);
  const own = editsText(options);
  return `\n\nHow to apply one, in this input or for a try:\n\n${ways.join('\n')}\n\nTry it with "dovetail solve ${asked}${own ? ` ${own}` : ''}" and the options of the fix behind it.`;
}

/** At most this many names stand in a cell. */
const NAMED = 4;

function someOf(items: readonly string[]): string {
  const more = items.length > NAMED ? ` and ${items.length - NAMED} more` : '';
  return items.slice(0, NAMED).join(', ') + more || '-';
}
