import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the one PostgreSQL of this test run is, once a test has wanted it. */
    postgresDirectory: string;
  }
}

/** Gives tests a directory for a PostgreSQL, and takes care that nothing of it is left behind. */
export default function setup(project: TestProject): () => Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'dovetail-test-'));
  // The server's own user has to get in.
  chmodSync(directory, 0o755);
  project.provide('postgresDirectory', directory);
  return async () => {
    const file = join(directory, 'postgres', 'pgdata', 'postmaster.pid');
    // The last test file to leave has stopped it, unless that file was killed.
    if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGINT');
    // While it still writes, its directory cannot be removed.
    for (let i = 0; i < 200 && existsSync(file); i++) await sleep(50);
    rmSync(directory, { recursive: true, force: true });
  };
}
