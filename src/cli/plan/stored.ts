import type { Command } from 'commander';
import type { Client, Plan } from '../../client/client.ts';
import { type Domains, domainNamed, readInput } from '../domains.ts';
import { writeBytes } from '../files.ts';
import type { DefineCommand } from '../program.ts';
import { table } from '../table.ts';
import {
  answer,
  asking,
  type ChangingOptions,
  counted,
  daysOf,
  type ServiceOptions,
  saidOf,
  withChanging,
  withSeen,
  withService,
} from './service.ts';

/** Rows of one request; more take several. */
const PAGE = 200;

interface PutOptions extends ChangingOptions {
  readonly replace?: true;
}

interface GetOptions extends ServiceOptions {
  readonly from?: string;
  readonly to?: string;
  readonly output?: string;
}

/** `dovetail plan put | list | get | delete`: plans as a whole. */
export function storedCommands(domains: Domains): DefineCommand {
  return (plan: Command) => {
    withChanging(plan.command('put'))
      .description('make a plan of an input, or replace all that is in one')
      .argument('<name>', 'what to call it')
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<file>', 'the input, a JSON or YAML file, or - for standard input')
      .option('--replace', 'replace the plan of that name; its history stays')
      .action((name: string, model: string, file: string, options: PutOptions) =>
        put(domains, { name, model, file }, options),
      );
    withService(plan.command('list'))
      .description('every plan, by name')
      .action(async (options: ServiceOptions) => {
        const plans = await asking(options, {}, allPlans);
        answer(options, { plans }, listText(plans));
      });
    withService(plan.command('get'))
      .description('what is in a plan, or what of it concerns some days')
      .argument('<name>', 'of the plan')
      .option('--from <day>', 'the first day, with --to')
      .option('--to <day>', 'the last day')
      .option('--output <file>', 'write the input to a file, for the other commands to solve or check')
      .action(get);
    withSeen(plan.command('delete'))
      .description('delete a plan with its history; this cannot be undone')
      .argument('<name>', 'of the plan')
      .action(async (name: string, options: ChangingOptions) => {
        await asking(options, {}, (client) => client.plans.delete(name, saidOf(options.seen, undefined)));
        answer(options, { deleted: name }, `The plan ${name} is deleted.`);
      });
  };
}

interface Putting {
  readonly name: string;
  readonly model: string;
  readonly file: string;
}

async function put(domains: Domains, { name, model, file }: Putting, options: PutOptions): Promise<void> {
  const { replace, seen, why } = options;
  const input = (await readInput(await domainNamed(domains, model), file, {})) as object;
  // Nobody has seen version 0: such a plan may not be there yet.
  const version = seen ?? (replace ? 'any' : 0);
  const steps = version === 0 ? { 'request/stale': 'add --replace to replace it, or choose another name.' } : {};
  const written = await asking(options, steps, (client) =>
    client.plans.put(name, { model, input }, { version, ...saidOf(undefined, why) }),
  );
  const what = written.version === 1 ? 'made' : 'replaced';
  const next = written.version === 1 ? `\nNext: dovetail plan run ${name} --wait` : '';
  answer(
    options,
    written,
    `The plan ${name} is ${what}: version ${written.version}, ${counted(written.rows, 'row')} changed.${next}`,
  );
}

async function allPlans(client: Client): Promise<Plan[]> {
  const plans: Plan[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await client.plans.list({ limit: PAGE, ...(cursor ? { cursor } : {}) });
    plans.push(...page.plans);
    cursor = page.next;
  } while (cursor);
  return plans;
}

function listText(plans: readonly Plan[]): string {
  if (plans.length === 0) return 'There is no plan yet. Try "dovetail plan put NAME MODEL FILE".';
  const rows = plans.map(({ id, model, version, updatedAt }) => [id, model, version, updatedAt]);
  return table(['plan', 'model', 'version', 'changed'], rows);
}

async function get(name: string, options: GetOptions): Promise<void> {
  const { output } = options;
  const days = daysOf(options);
  const found = await asking(options, {}, (client) => client.plans.get(name, days));
  if (output !== undefined) await writeBytes(output, `${JSON.stringify(found.input, null, 2)}\n`);
  const { model, version, updatedAt } = found;
  const file = output === undefined ? '' : `\n\nThe input is in ${output}. Next: dovetail validate ${model} ${output}`;
  const head = `${name}: a plan of ${model}, version ${version}, changed ${updatedAt}.`;
  answer(options, found, `${head}\n\n${contentText(found.input)}${file}`);
}

/** The sections of an input: how many entries, or what they say. */
function contentText(input: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(input).map(([section, value]) => [section, briefly(value)]);
  return rows.length === 0 ? 'It is empty.' : table(['section', 'has'], rows);
}

const LONGEST = 60;

function briefly(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${value.length} entries`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
