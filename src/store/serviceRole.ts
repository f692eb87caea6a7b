import pg from 'pg';

/** The role of the private PostgreSQL as which the service works: no superuser, and it may create nothing. */
export const SERVICE_ROLE = 'dovetail_service';

/** Makes the role where there is none; two may find it missing, and the second then finds it made. */
export async function ensureServiceRole(client: pg.Client, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [SERVICE_ROLE]);
  if (rowCount !== 0) return;
  const secret = pg.escapeLiteral(password);
  await client.query(`create role ${SERVICE_ROLE} login nosuperuser password ${secret}`).catch((thrown) => {
    if (!['42710', '23505'].includes(thrown.code)) throw thrown;
  });
}

/** What a role needs that serves what its owner has migrated; the documentation says the same. */
const GRANTS = [
  `grant usage on schema dovetail, pgboss, drizzle to ${SERVICE_ROLE}`,
  `grant select, insert, update, delete on all tables in schema dovetail, pgboss to ${SERVICE_ROLE}`,
  `grant select on all tables in schema drizzle to ${SERVICE_ROLE}`,
  `grant usage on all sequences in schema dovetail, pgboss to ${SERVICE_ROLE}`,
];

/** One at a time: two that grant the same at once would stumble over each other. */
const TURN = 7_238_002;

/** Lets the role use what there is, after each migration. */
export async function grantToService(ownersUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownersUrl });
  await client.connect();
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${TURN}); ${GRANTS.join('; ')}; commit`);
  } finally {
    await client.end();
  }
}
