import type { Command } from 'commander';
import { redactedUrl } from '../config.ts';
import { configWith } from './serve.ts';

/** `dovetail db migrate`: brings the database to this version; `serve` does the same when it starts. */
export function dbCommand(program: Command): void {
  const db = program.command('db').description('look after the database');
  db.command('migrate')
    .description('bring the database to this version')
    .option('--data <folder>', 'data directory of the private database, without DATABASE_URL')
    .action(async (flags: { data?: string }) => {
      const { databaseUrl, data } = configWith(flags);
      const { migrateDatabase } = await import('../service.ts');
      await migrateDatabase({ databaseUrl, data });
      const where = databaseUrl === undefined ? `The private database in ${data}` : redactedUrl(databaseUrl);
      process.stdout.write(`${where} has the schema of this version.\n`);
    });
}
