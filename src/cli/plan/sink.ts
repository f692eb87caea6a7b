import { type Command, Option } from 'commander';
import type { Client, Sink, SinkRow } from '../../client/client.ts';
import { DovetailError } from '../../errors.ts';
import type { DefineCommand } from '../program.ts';
import { table } from '../table.ts';
import { answer, asking, counted, type ServiceOptions, several, withService } from './service.ts';

interface SinkOptions extends ServiceOptions {
  readonly list?: readonly string[];
  readonly existing?: true;
  readonly retry?: true;
  readonly row?: readonly string[];
  readonly delete?: true;
  readonly rows?: SinkRow['state'];
}

const STATES = ['waiting', 'sent', 'refused'] as const;
/** Rows of one table. */
const SHOWN = 200;

/** `dovetail plan sink`: the other system to which the rows of a plan are sent. */
export const sinkCommand: DefineCommand = (plan: Command) => {
  withService(plan.command('sink'))
    .description('the system to which the work of a plan is sent: how it stands, or with an address, which it is')
    .argument('<name>', 'of the plan')
    .argument('[address]', 'of HTTP, to which each row that changes is sent from now on')
    .option('--list <list>', 'with an address: the list whose rows are sent, several times for more', several)
    .option('--existing', 'with an address: send the rows that are there already, too')
    .addOption(new Option('--rows <state>', 'show rows of this state').choices(STATES).default('refused'))
    .option('--retry', 'send what waits or was refused once more, at once')
    .option('--row <name>', 'with --retry: only this row, such as posted/tea; may be said several times', several)
    .option('--delete', 'send nothing there any more')
    .action(sink);
};

async function sink(name: string, address: string | undefined, options: SinkOptions): Promise<void> {
  const deeds = [
    address !== undefined && 'an address',
    options.retry && '--retry',
    options.delete && '--delete',
  ].filter((one) => typeof one === 'string');
  if (deeds.length > 1)
    throw new DovetailError('input/usage', `${deeds.join(' and ')} do not go together.`, {
      maybe: 'give one command for each.',
    });
  if (address !== undefined) return put(name, address, options);
  if (options.delete) {
    await asking(options, {}, (client) => client.plans.deleteSink(name));
    return answer(options, { deleted: name }, `The work of ${name} is sent nowhere any more.`);
  }
  if (options.retry) {
    const sent = await asking(options, {}, (client) => client.plans.retrySink(name, options.row));
    return answer(options, sent, `${counted(sent.rows, 'row')} on the way. Next: dovetail plan sink ${name}`);
  }
  const state = options.rows ?? 'refused';
  const [found, page] = await asking(
    options,
    { 'request/not-found': `name one with "dovetail plan sink ${name} ADDRESS".` },
    (client: Client) => Promise.all([client.plans.sink(name), client.plans.sinkRows(name, { state, limit: SHOWN })]),
  );
  answer(options, { ...found, rows: page.rows, next: page.next }, sinkText(found, state, page));
}

async function put(name: string, url: string, options: SinkOptions): Promise<void> {
  const { existing, list: lists } = options;
  const asked = { url, ...(lists ? { lists } : {}), ...(existing ? { existing } : {}) };
  const made = await asking(options, {}, (client) => client.plans.putSink(name, asked));
  const secret = made.secret === undefined ? '' : `\nThe secret of its signatures, told only now: ${made.secret}`;
  answer(options, made, `The rows of ${made.lists.join(', ')} of ${name} are sent to ${made.url}.${secret}`);
}

function sinkText(
  { counts, failures, lists, plan, restsUntil, url }: Sink,
  state: SinkRow['state'],
  { next, rows }: { readonly rows: readonly SinkRow[]; readonly next: string | null },
): string {
  const { refused, sent, waiting } = counts;
  const head = `The rows of ${lists.join(', ')} of ${plan} are sent to ${url}: ${sent} sent, ${waiting} waiting, ${refused} refused.`;
  const rest = `It has not answered as it should ${failures} times in a row; nothing is sent until ${restsUntil}.`;
  const parts = [head, ...(restsUntil === null ? [] : [rest])];
  if (rows.length > 0) {
    const lines = rows.map((row) => [
      `${row.list}/${row.entry}`,
      row.version,
      row.attempts,
      row.status ?? '',
      row.says ?? '',
    ]);
    parts.push(
      `${state[0]!.toUpperCase()}${state.slice(1)}:`,
      table(['row', 'version', 'tried', 'status', 'says'], lines),
    );
  }
  if (next !== null) parts.push(`There are more than ${SHOWN}; over HTTP they come page by page.`);
  if (refused > 0) parts.push(`Next: put right what is said there, then dovetail plan sink ${plan} --retry`);
  return parts.join('\n\n');
}
