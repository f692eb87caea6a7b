import { migrateQueue } from '../../../src/queue/index.ts';
import { migrate } from '../../../src/store/migrate.ts';

/** Migrates the database of its one argument. */
const url = process.argv[2]!;
await migrate(url, () => migrateQueue(url));
