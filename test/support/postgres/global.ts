import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the one PostgreSQL of this test run is, once a test has wanted it. */
    postgresDirectory: string;
  }
}

/** Gives tests a directory for a PostgreSQL, and takes care that nothing of it is left behind. */
export default function setup(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'dovetail-test-'));
  // The server's own user has to get in.
  chmodSync(directory, 0o755);
  project.provide('postgresDirectory', directory);
  return () => {
    const file = join(directory, 'postgres', 'pgdata', 'postmaster.pid');
    // The last test file to leave has stopped it, unless that file was killed.
    if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGQUIT');
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
}
