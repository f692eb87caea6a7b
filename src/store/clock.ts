import { sql } from 'drizzle-orm';
import type { Executor } from './database.ts';

/** What time it is, by the clock that all hosts of a service share. */
export async function timeOf(db: Executor): Promise<Date> {
  const { rows } = await db.execute<{ ms: number }>(sql`select (extract(epoch from now()) * 1000)::float8 as ms`);
  return new Date(rows[0]!.ms);
}
