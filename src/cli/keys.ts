import { type Command, InvalidArgumentError, Option } from 'commander';
import { durationToMs } from '../duration.ts';
import { DovetailError, messageOf } from '../errors.ts';
import { type ApiKey, type IssuedKey, type Keys, LOCAL_TENANT, SCOPES, type Scope } from '../runs/keys.ts';
import type { DefineCommand } from './program.ts';
import { configWith } from './serve.ts';
import { table } from './table.ts';

interface KeyOptions {
  readonly tenant: string;
  readonly data?: string;
  readonly json?: true;
}

interface NewKeyOptions extends KeyOptions {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expires?: number;
}

const ACTOR = 'command-line';

/** `dovetail keys create | list | rotate | revoke`: API keys, straight in the database. */
export const keysCommand: DefineCommand = (keys: Command) => {
  const add = (name: string, description: string): Command =>
    keys
      .command(name)
      .description(description)
      .addOption(new Option('--tenant <name>', 'whose keys').argParser(tenantOf).default(LOCAL_TENANT))
      .option('--data <folder>', 'data directory of the private database, without DATABASE_URL')
      .option('--json', 'print one JSON document and nothing else');
  const on = async ({ data }: KeyOptions, work: (keys: Keys) => Promise<void>, mayBegin = false): Promise<void> => {
    const { hasDatabase, withKeys } = await import('../database.ts');
    const config = configWith(data === undefined ? {} : { data });
    if (!mayBegin && !hasDatabase(config)) throw withoutDatabase(config.data);
    await withKeys(config, work);
  };

  add('create', 'make a key; its secret is shown this once')
    .option('--name <text>', 'what it is for', 'unnamed')
    .option('--scopes <list>', `with commas: ${SCOPES.join(', ')}`, scopesOf, ['read', 'run'] as readonly Scope[])
    .option('--expires <duration>', 'when it ends, such as 90d or P90D; never without it', lifeMs)
    .action(async (options: NewKeyOptions) =>
      on(
        options,
        async (keys) => {
          const { tenant, name, scopes, expires } = options;
          await keys.ensureTenant(tenant);
          show(await keys.create(tenant, { name, scopes, lifeMs: expires }, ACTOR), options);
        },
        true,
      ),
    );
  add('list', 'every key, without its secret').action(async (options: KeyOptions) =>
    on(options, async (keys) => list(await keys.list(options.tenant), options)),
  );
  add('rotate', 'make a new key like an old one, which goes on for a while')
    .argument('<id>', 'the old one')
    .option('--overlap <duration>', 'how long the old one goes on, such as 1h or PT1H', durationOf, 0)
    .action(async (id: string, options: KeyOptions & { overlap: number }) =>
      on(options, async (keys) => show(await keys.rotate(options.tenant, id, ACTOR, options.overlap), options)),
    );
  add('revoke', 'end a key now')
    .argument('<id>', 'which')
    .action(async (id: string, options: KeyOptions) =>
      on(options, async (keys) => {
        await keys.revoke(options.tenant, id, ACTOR);
        process.stdout.write(options.json ? `${JSON.stringify({ revoked: id })}\n` : `${id} is revoked.\n`);
      }),
    );
};

/** Only making a key may begin a data folder; to look for keys makes nothing. */
function withoutDatabase(data: string): DovetailError {
  return new DovetailError('input/usage', `There are no keys: the data folder ${data} does not exist.`, {
    maybe: 'name the folder of the service with --data, or make a key with "dovetail keys create".',
  });
}

function show({ key, text }: IssuedKey, { json }: KeyOptions): void {
  if (json) process.stdout.write(`${JSON.stringify({ ...key, text })}\n`);
  else process.stdout.write(`${text}\n\nThis is the only time that the key is shown. ${wordsOf(key)}\n`);
}

function wordsOf({ id, tenant, scopes, expiresAt }: ApiKey): string {
  const expiry = expiresAt ? `until ${expiresAt.toISOString()}` : 'without an end';
  return `Its id is ${id}; it may ${scopes.join(', ')} for ${tenant}, ${expiry}.`;
}

function list(keys: readonly ApiKey[], { json }: KeyOptions): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ keys })}\n`);
    return;
  }
  const rows = keys.map(({ id, name, scopes, createdAt, expiresAt, revokedAt }) => [
    id,
    name,
    scopes.join(' '),
    createdAt.toISOString(),
    expiresAt?.toISOString() ?? '-',
    revokedAt?.toISOString() ?? '-',
  ]);
  process.stdout.write(`${table(['id', 'name', 'scopes', 'created', 'expires', 'revoked'], rows)}\n`);
}

function scopesOf(text: string): readonly Scope[] {
  const scopes = text.split(',').map((one) => one.trim());
  const unknown = scopes.find((one) => !(SCOPES as readonly string[]).includes(one));
  if (unknown === undefined) return scopes as Scope[];
  throw new InvalidArgumentError(`"${unknown}" is not a scope. Maybe use ${SCOPES.join(', ')}.`);
}

function tenantOf(text: string): string {
  if (text.trim() !== '') return text;
  throw new DovetailError('input/usage', 'The option --tenant is empty, and a tenant has a name.', {
    maybe: 'write its name after --tenant, or leave the option out.',
  });
}

/** A key that never was good is nobody's wish. */
function lifeMs(text: string): number {
  const ms = durationOf(text);
  if (ms > 0) return ms;
  throw new DovetailError('input/usage', `--expires is ${text}: the key would be dead at once.`, {
    maybe: 'write it like 90d, or leave --expires out.',
  });
}

function durationOf(text: string): number {
  try {
    return durationToMs(text);
  } catch (thrown) {
    throw new InvalidArgumentError(messageOf(thrown));
  }
}
