import { constants, existsSync, readdirSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Config, isSingleUser } from './config.ts';
import { DovetailError, messageOf } from './errors.ts';
import type { HttpService } from './http/httpService.ts';
import { listen } from './http/server.ts';
import { createLog, type Log, takeOverOutput } from './log.ts';
import { logLine } from './logLine.ts';
import { makeFolder } from './makeFolder.ts';
import { npmGone } from './npmGone.ts';
import { openApp } from './openApp.ts';
import type { Service } from './service.ts';

/**
 * The service, from an open port to a clean end: database, workers and HTTP, until a signal, or the end of the npm that began
 * it, stops them. The first
 * signal ends streams, hands unfinished runs back with what they have found, and closes; a second one ends at once.
 *
 * *Errors* `input/usage` for a port that is taken; `input/file` for a data directory that cannot be written;
 * `capacity/database` for a database that does not answer or is too old.
 */
export async function serve(config: Config, domains: HttpService['domains'], modelsUrl: string): Promise<void> {
  const log = createLog(config.logLevel);
  takeOverOutput(log);
  // What may not be is refused before anything is opened.
  isSingleUser(config);
  const stopping = new AbortController();
  const signalled = firstSignal(stopping, log);
  const server = await listen(config);
  let service: Service | undefined;
  try {
    if (config.databaseUrl === undefined) {
      await requireWritable(config.data);
      // The database has a folder of its own in there, which takes some seconds to make.
      if (readdirSync(config.data).length === 0) tell(`Preparing the database in ${config.data}, once.`);
    }
    const opened = await openApp(config, { modelsUrl, domains, log, stopping: stopping.signal });
    const { app } = opened;
    service = opened.service;
    await service.warm();
    server.answer((request, from) => app.fetch(request, from));
    log.info({ url: server.url, role: config.role }, 'ready');
    tellReady(server.url);
    await signalled;
  } finally {
    stopping.abort();
    await Promise.all([server.close(config.shutdownMs), service?.stopWorker()]);
    await service?.close();
    log.info('stopped');
  }
}

/** On standard output, which many keep together with the log. */
function tellReady(url: string): void {
  tell(`Dovetail is ready at ${url}, its documentation at ${url}/docs`, { url });
}

function tell(text: string, more: { readonly url?: string } = {}): void {
  process.stdout.write(process.stdout.isTTY ? `${text}\n` : logLine('info', text, more));
}

/** Resolves with the first signal; a second one ends the process as it is. */
function firstSignal(stopping: AbortController, log: Log): Promise<void> {
  return new Promise((resolve) => {
    const onSignal = (signal: NodeJS.Signals): void => {
      if (stopping.signal.aborted) process.exit(130);
      log.info({ signal }, 'stopping; another signal ends at once');
      stopping.abort();
      resolve();
    };
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
    void npmGone(stopping.signal).then(() => {
      log.info('stopping: npm, which began this service, is gone');
      stopping.abort();
      resolve();
    });
  });
}

async function requireWritable(folder: string): Promise<void> {
  try {
    makeFolder(resolve(folder));
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const at = nearest(resolve(folder));
    const reason = await access(at, constants.W_OK | constants.X_OK).then(() => messageOf(cause), whyNot);
    const where = at === resolve(folder) ? 'it' : at;
    throw new DovetailError('input/file', `The data directory ${folder} cannot be written: ${where} ${reason}.`, {
      maybe: 'choose another with --data, or set DATABASE_URL.',
      cause,
    });
  }
}

/** The folder, or that above it which is there. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

function whyNot(thrown: NodeJS.ErrnoException): string {
  if (thrown.code === 'EROFS') return 'is on a file system that may only be read';
  return thrown.code === 'EACCES' ? 'belongs to somebody else' : messageOf(thrown);
}
