import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Only what hangs takes this long, also on a slow machine that does much else.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Engines have threads of their own, so a process for each file keeps them apart.
    pool: 'forks',
    // Much of a test is waiting for another process: one file for each core, and not one fewer.
    maxWorkers: '100%',
    globalSetup: ['test/support/postgres/global.ts'],
  },
});
