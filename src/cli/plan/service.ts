import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Client, createClient, DovetailProblem, NoAnswer } from '../../client/client.ts';
import type { Direct } from '../../direct.ts';
import { DovetailError } from '../../errors.ts';
import { refusalOf, type Steps } from './refusal.ts';

/** Options of every command that asks a service. */
export interface ServiceOptions {
  readonly url: string;
  /** Opens a service in this process instead, where that is wanted. */
  readonly direct?: () => Promise<Direct>;
  readonly json?: true;
}

/** Options of every command that changes a plan. */
export interface ChangingOptions extends ServiceOptions {
  readonly seen?: number;
  readonly why?: string;
}

const DEFAULT_URL = 'http://127.0.0.1:8080';
/** Somebody waits in front of a terminal: a service that is not there is told of soon. */
const ATTEMPTS = 3;
/** Somebody waits for a run, during which a service may be started anew: half a minute or so. */
export const PATIENT = 10;

/** Adds `--url`, `--direct`, `--data` and `--json`. */
export function withService(command: Command): Command {
  return command
    .addOption(
      new Option('--url <address>', 'where the service is')
        .env('DOVETAIL_URL')
        .default(DEFAULT_URL)
        .argParser(addressOf),
    )
    .option('--direct', 'no service is asked, but the database: that of DATABASE_URL, or the private one')
    .option('--data <folder>', 'the same, with the private database in this folder')
    .option('--json', 'print one JSON document and nothing else');
}

/** Options of every command that may be about some days only. */
export interface DaysOptions {
  readonly from?: string;
  readonly to?: string;
}

/** Adds `--from` and `--to`. */
export function withDays(command: Command): Command {
  return command
    .option('--from <day>', 'the first day that matters, with --to; the days of the plan when left out')
    .option('--to <day>', 'the last day');
}

/** Adds `--seen` as well. */
export function withSeen(command: Command): Command {
  return withService(command).option(
    '--seen <version>',
    'refuse when the plan is at another version by now',
    versionOf,
  );
}

/** Adds `--why` as well. */
export function withChanging(command: Command): Command {
  return withSeen(command).option('--why <text>', 'a reason, for the history');
}

/**
 * Asks the service, and tells what it refuses as every command does.
 *
 * *Errors* the codes of the service; `capacity/no-answer`. `steps` say for a code what to try next.
 */
export async function asking<T>(
  { direct, url }: Pick<ServiceOptions, 'direct' | 'url'>,
  steps: Steps,
  work: (client: Client) => Promise<T>,
  attempts: number = ATTEMPTS,
): Promise<T> {
  const { DOVETAIL_KEY: key = '' } = process.env;
  const opened = await direct?.();
  const where = opened ? { url: opened.url, fetch: opened.fetch } : { url };
  const client = createClient({ ...where, attempts, ...(key === '' ? {} : { apiKey: key }) });
  try {
    return await work(client);
  } catch (thrown) {
    if (thrown instanceof DovetailProblem) throw refusalOf(thrown, steps);
    if (thrown instanceof NoAnswer)
      throw new DovetailError('capacity/no-answer', `No service answers at ${url}.`, {
        maybe:
          steps['capacity/no-answer'] ??
          'start one with "dovetail serve", or say with --url or DOVETAIL_URL where it is.',
        cause: thrown,
      });
    throw thrown;
  } finally {
    await opened?.close();
  }
}

/**
 * The version that a change names: the one that people have seen, or else the one that there is now, so that a change
 * whose answer was lost is not made twice.
 */
export async function versionFor(client: Client, plan: string, { seen }: ChangingOptions): Promise<number | undefined> {
  if (seen !== undefined) return seen;
  const { entries } = await client.plans.history(plan, { limit: 1 });
  return entries[0]?.version;
}

/** What a change says of itself. */
export function saidOf(version: number | undefined, why: string | undefined): { version?: number; reason?: string } {
  return { ...(version === undefined ? {} : { version }), ...(why === undefined ? {} : { reason: why }) };
}

/** Prints the answer in the form that was asked for. */
export function answer({ json }: Pick<ServiceOptions, 'json'>, document: object, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(document)}\n` : `${text}\n`);
}

/** `1 row` or `3 rows`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** How a change is taken back; the empty text where nothing has changed. */
export function wayBack(plan: string, { rows, version }: { readonly rows: number; readonly version: number }): string {
  return rows === 0 ? '' : `\nTo take it back: dovetail plan undo ${plan} ${version}`;
}

/** The days from one to another, or none. *Errors* `input/usage` for one without the other. */
export function daysOf({ from, to }: DaysOptions) {
  if (from !== undefined && to !== undefined) return { from, to };
  if (from === undefined && to === undefined) return undefined;
  throw new DovetailError('input/usage', '--from and --to belong together.', { maybe: 'give both, or none.' });
}

/** Names after those before them, of an option that may be said several times. */
export function several(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function addressOf(text: string): string {
  if (text.trim() === '') return DEFAULT_URL;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new InvalidArgumentError(`Maybe write it like ${DEFAULT_URL}.`);
  if (url.username !== '' || url.password !== '')
    throw new InvalidArgumentError('It holds a password, which others could see. Maybe set DOVETAIL_KEY instead.');
  return text;
}

function versionOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Maybe write the number that "dovetail plan list" shows for the plan.');
}
