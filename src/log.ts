import { format } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** Where a secret could stand in what is logged; the value is replaced. */
const SECRETS = [
  'authorization',
  '*.authorization',
  'headers.authorization',
  'headers.cookie',
  'secret',
  '*.secret',
  'key',
  '*.key',
  'password',
  '*.password',
  'databaseUrl',
  '*.databaseUrl',
  'connectionString',
  '*.connectionString',
];

/** What a key looks like in a text, such as the message of an error, and a password in a URL. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(dvt_[a-z0-9]+)_[A-Za-z0-9_-]{20,}/g, '$1_***'],
  [/\bwhsec_[A-Za-z0-9+/=]{8,}/g, 'whsec_***'],
  [/(\w+:\/\/[^:@/\s"]*):[^@\s"]*@/g, '$1:***@'],
];

/** A line of the log without anything that opens a door. */
export function withoutSecrets(line: string): string {
  return PATTERNS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}

/** The log: JSON lines with `requestId` and `runId` where there is one. Secrets are cut by name and by look. */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS, censor: '***' },
      hooks: { streamWrite: withoutSecrets },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

const PRINTERS = ['debug', 'log', 'info', 'warn', 'error'] as const;

/**
 * From now on the log is all that this process writes: what Node warns of, what a package prints, and the error that
 * nobody has caught, which ends the process, would come as plain text between its lines.
 */
export function takeOverOutput(log: Log): void {
  process.removeAllListeners('warning').on('warning', (warning) => log.warn({ err: warning }, 'warning'));
  for (const name of PRINTERS) {
    console[name] = (...args: unknown[]) => log.warn({ by: `console.${name}` }, format(...args));
  }
  process.on('uncaughtException', (thrown) => {
    log.fatal({ err: thrown }, 'an error that nobody has caught');
    process.exit(1);
  });
}
