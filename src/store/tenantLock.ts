import { sql } from 'drizzle-orm';
import { impossible } from '../errors.ts';
import type { Executor } from './database.ts';
import { tenants } from './schema.ts';

/**
 * Holds a tenant until the transaction ends: its runs are created and taken up one at a time. So the caps are exact, and
 * the same key twice at once is still one run.
 */
export async function lockTenant(tx: Executor, tenant: string): Promise<void> {
  const { rowCount } = await tx.execute(sql`select from ${tenants} where id = ${tenant} for no key update`);
  if (rowCount !== 1) impossible(`The tenant ${tenant}, which does not exist,`);
}
