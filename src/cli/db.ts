import { type Command, InvalidArgumentError } from 'commander';
import { redactedUrl } from '../config.ts';
import type { Pruned } from '../database.ts';
import { durationToMs } from '../duration.ts';
import { configWith } from './serve.ts';

interface DatabaseFlags {
  readonly data?: string;
}

interface PruneFlags extends DatabaseFlags {
  readonly olderThan: number;
  readonly tenant?: string;
  readonly json?: true;
}

/** `dovetail db migrate | prune`: `serve` migrates too when it starts, and prunes never. */
export function dbCommand(db: Command): void {
  const add = (name: string, description: string): Command =>
    db
      .command(name)
      .description(description)
      .option('--data <folder>', 'data directory of the private database, without DATABASE_URL')
      .exitOverride()
      .showHelpAfterError(`Maybe look at "dovetail db ${name} --help".`);

  add('migrate', 'bring the database to this version, as serve does when it starts').action(migrate);
  add('prune', 'delete runs that ended long ago, with their events, revisions, tags, drafts and keys')
    .requiredOption('--older-than <duration>', 'how long ago they ended at least, such as 90d or P90D', ageMs)
    .option('--tenant <name>', 'whose runs; of every tenant without it')
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', '\nRuns that have not ended stay, and so does the audit, which says how many were deleted.')
    .action(prune);
}

async function migrate(flags: DatabaseFlags): Promise<void> {
  const { databaseUrl, data } = configWith(flags);
  const { migrateDatabase } = await import('../database.ts');
  await migrateDatabase({ databaseUrl, data });
  const where = databaseUrl === undefined ? `The private database in ${data}` : redactedUrl(databaseUrl);
  process.stdout.write(`${where} has the schema of this version.\n`);
}

async function prune({ olderThan, tenant, json, ...flags }: PruneFlags): Promise<void> {
  const { databaseUrl, data } = configWith(flags);
  let before = new Date(0);
  // Of the clock that has written when the runs ended.
  const agoFrom = (now: Date): Date => {
    before = new Date(now.getTime() - olderThan);
    return before;
  };
  const { pruneDatabase } = await import('../database.ts');
  const deleted = await pruneDatabase(
    { databaseUrl, data },
    { before: agoFrom, tenant, actor: 'command-line', onBatch: progressNotes((note) => process.stderr.write(note)) },
  );
  if (json) process.stdout.write(`${JSON.stringify({ before, tenant: tenant ?? null, deleted })}\n`);
  else process.stdout.write(wordsOf(deleted, { before, tenant }));
}

function wordsOf(deleted: Pruned, { before, tenant }: { before: Date; tenant: string | undefined }): string {
  const { runs, events, revisions, tags, draftItems, idempotencyKeys } = deleted;
  const whose = tenant === undefined ? 'every tenant' : `tenant "${tenant}"`;
  const belongings = [
    counted(events, 'event'),
    counted(revisions, 'revision'),
    counted(tags, 'tag'),
    counted(draftItems, 'draft item'),
    counted(idempotencyKeys, 'idempotency key'),
  ].join(', ');
  return `Deleted ${counted(runs, 'run')} of ${whose} that ended before ${before.toISOString()}, with ${belongings}.\n`;
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** Says how many runs are gone, once a second at most and nothing in the first. */
export function progressNotes(write: (note: string) => void, now = Date.now): (gone: Pruned) => void {
  let said = now();
  return ({ runs }) => {
    if (now() - said < 1000) return;
    said = now();
    write(`${counted(runs, 'run')} deleted so far.\n`);
  };
}

function ageMs(text: string): number {
  try {
    return durationToMs(text);
  } catch {
    throw new InvalidArgumentError('It is not a duration. Maybe write it like 90d, 12h, P90D or PT12H.');
  }
}
