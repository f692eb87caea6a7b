import type { Command } from 'commander';
import type { Change, HistoryDetail, HistoryEntry } from '../../client/client.ts';
import { DovetailError } from '../../errors.ts';
import { changeOf } from '../change.ts';
import { wholeNumber } from '../options.ts';
import { table } from '../table.ts';
import { refusedText } from './refused.ts';
import {
  answer,
  asking,
  type ChangingOptions,
  counted,
  type ServiceOptions,
  saidOf,
  several,
  versionFor,
  wayBack,
  withChanging,
  withService,
} from './service.ts';

interface ChangeOptions extends ChangingOptions {
  readonly change?: readonly Change[];
}

interface UndoOptions extends ChangingOptions {
  readonly item?: readonly string[];
  readonly partial?: true;
}

interface HistoryOptions extends ServiceOptions {
  readonly most: number;
}

/** The most that the service tells at once. */
const PAGE = 200;

/** `dovetail plan change | history | undo`: what happens to a plan. */
export function changeCommands(plan: Command): void {
  withChanging(plan.command('change'))
    .description('change a plan: all the changes, or none of them')
    .argument('<name>', 'of the plan')
    .option(
      '--change <change>',
      '"path += value" adds to a list, "path = value" sets, "path -= id" removes; may be said several times',
      changeOf,
    )
    .action(change);
  withService(plan.command('history'))
    .description('who has changed a plan, when and why, newest first; with a version, what it changed')
    .argument('<name>', 'of the plan')
    .argument('[version]', 'only this one, row by row', wholeNumber)
    .option('--most <number>', `how many versions, at most ${PAGE}`, wholeNumber, 20)
    .action(history);
  withChanging(plan.command('undo'))
    .description('take back the changes that made a version; this is a change too, and can be taken back')
    .argument('<name>', 'of the plan')
    .argument('<version>', 'of the history', wholeNumber)
    .option('--item <name>', 'only this item, or this row such as rules/overtime; may be said several times', several)
    .option('--partial', 'take back the rest where some of it has been changed since')
    .action(undo);
}

async function change(name: string, options: ChangeOptions): Promise<void> {
  const { change: changes = [], why } = options;
  if (changes.length === 0)
    throw new DovetailError('input/usage', 'No change is given.', {
      maybe: 'add --change "path = value"; "dovetail plan change --help" shows each form.',
    });
  const written = await asking(options, staleStep(name), async (client) =>
    client.plans.change(name, changes, saidOf(await versionFor(client, name, options), why)),
  );
  const { rows, version } = written;
  const now = `it is at version ${version} now.${wayBack(name, written)}`;
  answer(options, written, `${counted(rows, 'row')} of ${name} changed; ${now}`);
}

/** Whose plan has been changed by somebody else meanwhile sees first what that was. */
export function staleStep(name: string) {
  return {
    'request/stale': `look at "dovetail plan history ${name}", then give the command again if it is still wanted.`,
  };
}

async function history(name: string, version: number | undefined, options: HistoryOptions): Promise<void> {
  if (version !== undefined) {
    const detail = await asking(options, {}, (client) => client.plans.version(name, version));
    return answer(options, detail, detailText(detail));
  }
  const limit = Math.min(PAGE, Math.max(1, options.most));
  const page = await asking(options, {}, (client) => client.plans.history(name, { limit }));
  const more = page.next === null ? '' : '\n\nThere are older ones; --most shows more.';
  answer(options, page, `${historyText(page.entries)}${more}`);
}

function historyText(entries: readonly HistoryEntry[]): string {
  const rows = entries.map((entry) => [
    entry.version,
    entry.at,
    entry.actor,
    whatOf(entry),
    entry.rows,
    entry.reason ?? '',
  ]);
  return table(['version', 'when', 'who', 'what', 'rows', 'why'], rows);
}

function whatOf({ action, run, undoes }: HistoryEntry): string {
  if (run !== null) return `${action} of run ${run}`;
  return undoes === null ? action : `${action} of version ${undoes}`;
}

function detailText(detail: HistoryDetail): string {
  const { version, at, actor, reason, changes } = detail;
  const why = reason === null ? '' : `: ${reason}`;
  const head = `Version ${version}, ${whatOf(detail)} by ${actor} at ${at}${why}`;
  return [head, '', ...changes.map((one) => `  ${lineOf(one)}`)].join('\n');
}

/** A change as it would be typed. */
function lineOf(change: Change): string {
  if ('remove' in change) {
    const at = change.remove.lastIndexOf('/');
    const id = change.remove
      .slice(at + 1)
      .replaceAll('~1', '/')
      .replaceAll('~0', '~');
    return `${change.remove.slice(0, at)} -= ${id}`;
  }
  const value = JSON.stringify(change.value);
  return 'add' in change ? `${change.add} += ${value}` : `${change.set} = ${value}`;
}

async function undo(name: string, version: number, options: UndoOptions): Promise<void> {
  const { item: items, partial, why } = options;
  const asked = { ...(items ? { items } : {}), ...(partial ? { partial } : {}) };
  const undone = await asking(options, staleStep(name), async (client) =>
    client.plans.undo(name, version, asked, saidOf(await versionFor(client, name, options), why)),
  );
  const what = `${counted(undone.undone.length, 'item')} of version ${version} taken back`;
  answer(options, undone, `${what}; ${name} is at version ${undone.version} now.${refusedText(undone.refused)}`);
}
