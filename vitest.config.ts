import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Every process and every engine's thread reads the same sources: they are compiled once, where the commands keep them too.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/dovetail');

/** What asks for nothing but an answer: no database, no server, no process of its own. */
export const PURE = [
  'test/{bench,domain,engines,exchange,language,library,models,review,rewrite,scenarios,solve}/**/*.test.ts',
];

/** Pure but for this: they replace a module, count the threads of their process, or fill it up. */
export const ALONE = [
  'test/solve/{race/race,race/turns,solve}.test.ts',
  'test/engines/{apart,cpSat,deep,room}.test.ts',
  'test/engines/{external,thread}/**/*.test.ts',
];

const ALL = ['test/**/*.test.ts'];

export default defineConfig({
  test: {
    // Only what hangs takes this long, also on a slow machine that does much else.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Much of a test is waiting for another process: one file for each core, and not one fewer.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE,
          exclude: ALONE,
          // One process for all of them, a core: its modules and warm engines serve each file.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ALL,
          exclude: PURE,
          globalSetup: ['test/support/postgres/global.ts'],
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
