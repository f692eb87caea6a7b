import { and, asc, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Audit } from '../runs/audit.ts';
import type { ApiKey } from '../runs/keys.ts';
import type { KeyStore } from '../runs/store.ts';
import type { Database } from './database.ts';
import { apiKeys, audit, tenants } from './schema.ts';

const KEY_COLUMNS = {
  tenant: apiKeys.tenantId,
  id: apiKeys.id,
  name: apiKeys.name,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
} as const;

/** A moment from now, by the one clock that counts: those of hosts may be wrong, each in its own way. */
const inMs = (ms: number | null): SQL =>
  sql`(now() + make_interval(secs => ${ms === null ? null : ms / 1000}::float8))`;

/** What is left of a key, in milliseconds; null where nothing ends it. */
const LEFT_MS = sql<
  number | null
>`(extract(epoch from least(${apiKeys.expiresAt}, ${apiKeys.revokedAt}) - now()) * 1000)::float8`;

/** Tenants and keys; what changes them is audited in the same statement. */
export function keyRows({ patiently }: Database): KeyStore {
  return {
    ensureTenant: (tenant, name) =>
      patiently(async (db) => {
        await db.insert(tenants).values({ id: tenant, name }).onConflictDoNothing();
      }),
    find: (id) =>
      patiently(async (db) => {
        const [row] = await db
          .select({ ...KEY_COLUMNS, secretSha256: apiKeys.secretSha256, leftMs: LEFT_MS })
          .from(apiKeys)
          .where(eq(apiKeys.id, id));
        if (!row) return undefined;
        const { secretSha256, leftMs, ...key } = row;
        return { key: { ...key, leftMs: leftMs ?? Number.POSITIVE_INFINITY }, secretSha256 };
      }),
    insert: (tenant, { id, name, scopes, lifeMs, expiresAt, secretSha256, action }, actor) =>
      patiently(async (db): Promise<ApiKey> => {
        const end = sql`coalesce(${expiresAt?.toISOString() ?? null}::timestamptz, ${inMs(lifeMs ?? null)})`;
        // Where it was asked twice, because the first answer was lost, the key is there already.
        const { rows } = await db.execute<{ created_at: string; expires_at: string | null }>(sql`
          with made as (
            insert into ${apiKeys} (tenant_id, id, name, secret_sha256, scopes, expires_at)
            values (${tenant}, ${id}, ${name}, ${secretSha256}, array(select json_array_elements_text(${JSON.stringify(scopes)}::json)), ${end})
            on conflict do nothing returning *
          ), noted as (
            insert into ${audit} (tenant_id, actor, action, subject, details)
            select tenant_id, ${actor}, ${action}, id, ${JSON.stringify({ name, scopes })}::json from made
          )
          select created_at, expires_at from made
          union all select created_at, expires_at from ${apiKeys} where tenant_id = ${tenant} and id = ${id}`);
        const [{ created_at, expires_at }] = rows as [(typeof rows)[number]];
        const expires = expires_at === null ? null : new Date(expires_at);
        return { tenant, id, name, scopes, createdAt: new Date(created_at), expiresAt: expires, revokedAt: null };
      }),
    list: (tenant) =>
      patiently((db) =>
        db.select(KEY_COLUMNS).from(apiKeys).where(eq(apiKeys.tenantId, tenant)).orderBy(asc(apiKeys.id)),
      ),
    endIn: (tenant, id, { inMs: ms, action, actor }) =>
      patiently(async (db) => {
        const when = inMs(ms);
        const { rowCount } = await db.execute(sql`
          with ended as (
            update ${apiKeys} set
              revoked_at = case when ${when} <= now() then ${when} end,
              expires_at = least(expires_at, ${when})
            where tenant_id = ${tenant} and id = ${id} and ${isNull(apiKeys.revokedAt)}
            returning tenant_id, id
          )
          insert into ${audit} (tenant_id, actor, action, subject, details)
          select tenant_id, ${actor}, ${action}, id, json_build_object('at', ${when}) from ended`);
        return rowCount === 1;
      }),
  };
}

export function auditRows({ patiently }: Database): Audit {
  return {
    list: (tenant, { before, limit = 100 } = {}) =>
      patiently((db) => {
        const { sequence, at, actor, action, subject, details } = audit;
        const mine = and(eq(audit.tenantId, tenant), before === undefined ? undefined : lt(sequence, before));
        return db
          .select({ sequence, at, actor, action, subject, details })
          .from(audit)
          .where(mine)
          .orderBy(desc(sequence))
          .limit(limit);
      }),
  };
}
