/** How grave a line of the log is, as pino counts. */
const LEVELS = { info: 30, fatal: 60 } as const;

/** A line in the form of the log, for what is said before there is a log, and beside it. */
export function logLine(level: keyof typeof LEVELS, msg: string, more: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify({ level: LEVELS[level], time: new Date().toISOString(), pid: process.pid, ...more, msg })}\n`;
}
