import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { closest } from './closest.ts';
import { ANY_DURATION, durationToMs, msToDuration } from './duration.ts';
import { DovetailError } from './errors.ts';
import { issueText, requirementOf } from './issueText.ts';

const ROLES = ['all', 'api', 'worker'] as const;
const ACCESS = ['auto', 'single-user', 'keys'] as const;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** What `serve` is told; each from the variable of the same place in {@link VARIABLES}. */
export interface Config {
  /** Absent: the private PostgreSQL in the data directory. */
  readonly databaseUrl?: string | undefined;
  readonly role: (typeof ROLES)[number];
  readonly host: string;
  /** Whether requests without a key are the one user's; only where nobody else can reach the service. */
  readonly access: (typeof ACCESS)[number];
  /** 0 takes any free port. */
  readonly port: number;
  /** The data directory. */
  readonly data: string;
  /** Solves at once in this process. */
  readonly workers: number;
  /** What one solver may hold before it is ended, in MB. */
  readonly memoryMb: number;
  readonly logLevel: (typeof LEVELS)[number];
  /** Largest request body. */
  readonly bodyLimitBytes: number;
  /** Largest file to import, of NDJSON or CSV. */
  readonly importLimitBytes: number;
  /** Requests a second of one tenant, over time, and how many may come at once. */
  readonly rate: number;
  readonly burst: number;
  /** Runs of one tenant that are solved at once, and that wait at most. */
  readonly tenantRunning: number;
  readonly tenantQueued: number;
  /** What a run may ask for at most. */
  readonly maxTimeLimitMs: number;
  /** How long a stopping service waits for requests that are being answered. */
  readonly shutdownMs: number;
  /** Origins of web pages that may call the service; `*` is any. */
  readonly corsOrigins: readonly string[];
  /** What webhooks may reach beside the public internet: addresses, ranges, names. */
  readonly targets: readonly string[];
}

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, 'has to be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const duration = z.string().regex(ANY_DURATION, 'has to be a duration such as PT30S or 30s').transform(durationToMs);

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

interface Variable {
  readonly key: keyof Config;
  readonly schema: z.ZodType;
  readonly meaning: string;
  /** Writes a value as the variable says it, where that is not its text. */
  readonly write?: (value: never) => string;
  /** Whether its text may have a password, and is in no message therefore. */
  readonly isSecret?: true;
}

/** Every variable of the environment that counts: its place in {@link Config}, its reader, what it means. */
export const VARIABLES = {
  DATABASE_URL: {
    key: 'databaseUrl',
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'has to begin with postgres:// or postgresql://')
      .refine(
        isReadable,
        'has to be a URL such as postgres://user:password@host:5432/name, with %25 for a % and %40 for an @ in it',
      )
      .optional(),
    meaning: 'PostgreSQL to use; without it, a private one in the data directory',
    write: (url: string) => redactedUrl(url),
    isSecret: true,
  },
  DOVETAIL_ROLE: { key: 'role', schema: z.enum(ROLES).default('all'), meaning: 'all, api or worker' },
  DOVETAIL_HOST: { key: 'host', schema: z.string().min(1).default('127.0.0.1'), meaning: 'address to listen on' },
  DOVETAIL_ACCESS: {
    key: 'access',
    schema: z.enum(ACCESS).default('auto'),
    meaning: 'keys, or single-user (loopback only); auto is single-user on loopback',
  },
  DOVETAIL_PORT: { key: 'port', schema: whole(0, 65_535).default(8080), meaning: 'port; 0 is any that is free' },
  DOVETAIL_DATA: { key: 'data', schema: z.string().min(1).default('./data'), meaning: 'data directory' },
  DOVETAIL_WORKERS: {
    key: 'workers',
    schema: whole(1, 256).default(() => Math.max(1, availableParallelism() - 1)),
    meaning: 'solves at once in this process; one less than the cores',
  },
  DOVETAIL_MEMORY_MB: {
    key: 'memoryMb',
    schema: whole(1024, 1 << 20).default(4096),
    meaning: 'memory of one solver, in MB; near it engines are given up, beyond it the solver is ended',
  },
  DOVETAIL_LOG_LEVEL: { key: 'logLevel', schema: z.enum(LEVELS).default('info'), meaning: LEVELS.join(', ') },
  DOVETAIL_BODY_LIMIT_BYTES: {
    key: 'bodyLimitBytes',
    schema: whole(1024, 1 << 30).default(16 * 1024 * 1024),
    meaning: 'largest request body',
  },
  DOVETAIL_IMPORT_LIMIT_BYTES: {
    key: 'importLimitBytes',
    schema: whole(1024, 1 << 30).default(256 * 1024 * 1024),
    meaning: 'largest file of NDJSON or CSV to import into a plan, which is on disk meanwhile',
  },
  DOVETAIL_RATE: { key: 'rate', schema: whole(1, 1e6).default(200), meaning: 'requests a second of one tenant' },
  DOVETAIL_BURST: { key: 'burst', schema: whole(1, 1e6).default(1000), meaning: 'requests of one tenant at once' },
  DOVETAIL_TENANT_RUNNING: {
    key: 'tenantRunning',
    schema: whole(1, 10_000).default(16),
    meaning: 'runs of one tenant that are solved at once',
  },
  DOVETAIL_TENANT_QUEUED: {
    key: 'tenantQueued',
    schema: whole(1, 1e6).default(1000),
    meaning: 'runs of one tenant that wait at most',
  },
  DOVETAIL_MAX_TIME_LIMIT: {
    key: 'maxTimeLimitMs',
    schema: duration.default(3_600_000),
    write: msToDuration,
    meaning: 'longest time limit of a run, such as PT1H',
  },
  DOVETAIL_SHUTDOWN: {
    key: 'shutdownMs',
    schema: duration.default(10_000),
    write: msToDuration,
    meaning: 'how long a stopping service waits for open requests, such as PT10S',
  },
  DOVETAIL_CORS_ORIGINS: {
    key: 'corsOrigins',
    schema: list.default([]),
    meaning: 'origins of web pages that may call, with commas; * is any',
  },
  DOVETAIL_TARGETS: {
    key: 'targets',
    schema: list.default([]),
    meaning: 'addresses, ranges (10.1.0.0/16) and names, with commas, that webhooks may reach beside public ones',
  },
} as const satisfies Record<string, Variable>;

/** Names that belong to the benches and to the commands that ask a service, not to the service. */
const ELSEWHERE = ['DOVETAIL_EXTERNAL_ENGINE', 'DOVETAIL_INSTANCES', 'DOVETAIL_KEY', 'DOVETAIL_PYTHON', 'DOVETAIL_URL'];

/**
 * The configuration that an environment says.
 *
 * *Shapes* `flags` names the flag of the command line that has said a variable, where one has.
 *
 * *Errors* `input/usage` with every fault: values that do not fit, and names of `DOVETAIL_` that do not exist.
 */
export function configFrom(
  environment: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, string>> = {},
): Config {
  const faults = unknownNames(environment);
  const entries = Object.entries<Variable>(VARIABLES).map(([name, { key, schema, isSecret }]) => {
    const given = environment[name];
    const text = given === '' || isOfKubernetes(name, given) ? undefined : given;
    const parsed = schema.safeParse(text);
    const issues = parsed.error?.issues ?? [];
    const texts = issues.map((issue) => (isSecret ? requirementOf(issue) : issueText(issue, text)));
    faults.push(...texts.map((what) => `${flags[name] ?? name} ${what}.`));
    return [key, parsed.data];
  });
  if (faults.length > 0) throw configError(faults);
  return Object.fromEntries(entries) as Config;
}

function configError(faults: readonly string[]): DovetailError {
  const many = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  return new DovetailError('input/usage', `The configuration has ${many}:\n${faults.join('\n')}`, {
    maybe: 'look at "dovetail serve --help", which lists the variables.',
  });
}

function unknownNames(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = [...Object.keys(VARIABLES), ...ELSEWHERE];
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith('DOVETAIL_') && !known.includes(name) && !isOfKubernetes(name, environment[name]),
  );
  return unknown.map((name) => {
    const near = closest(name, known);
    return `${name}: there is no such variable${near ? `; maybe ${near}` : ''}.`;
  });
}

/**
 * Whether a variable is one of those that Kubernetes makes for every pod beside a service that is called `dovetail` or
 * `dovetail-...`: where it is, in the manner of Docker's links. They are not meant for us.
 */
function isOfKubernetes(name: string, value = ''): boolean {
  if (/_SERVICE_(HOST|PORT(_\w+)?)$/.test(name)) return true;
  if (/_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name)) return true;
  return name.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(value);
}

/** The configuration as lines of the environment, without its secrets. */
export function printConfig(config: Config): string {
  const lines = Object.entries<Variable>(VARIABLES).map(([name, { key, write = String }]) => {
    const value = config[key];
    return `${name}=${value === undefined ? '' : write(value as never)}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Whether the driver can make something of a URL: it decodes each of its parts. */
function isReadable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password, hostname, pathname, search } = new URL(url);
  try {
    for (const part of [username, password, hostname, pathname, search]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** A database URL without its passwords: that of the user, and every parameter with such a name. */
export function redactedUrl(url: string): string {
  return url
    .replace(/^(\w+:\/\/[^:@/]*):.*@/, '$1:***@')
    .replace(/([?&]([^=&]*)=)[^&]*/g, (all, head, name) =>
      /password|secret/i.test(decoded(name)) ? `${head}***` : all,
    );
}

/** As the driver reads the name of a parameter. */
function decoded(name: string): string {
  return new URLSearchParams(`${name}=`).keys().next().value ?? name;
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Whether requests without a key are taken, as the one user's.
 *
 * *Errors* `input/usage` where others could reach such a service.
 */
export function isSingleUser({ access, host }: Pick<Config, 'access' | 'host'>): boolean {
  if (access === 'keys') return false;
  if (isLoopback(host)) return true;
  if (access === 'auto') return false;
  throw new DovetailError('input/usage', `Without keys, the service may only listen on loopback, not on ${host}.`, {
    maybe: 'set DOVETAIL_ACCESS=keys and create a key with "dovetail keys create".',
  });
}
