import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ROOT } from '../../../scripts/review/sources.ts';

test('a thread begins without what reads JSON: engines are sent models that have been read', () => {
  const solvers = ['local', 'lns', 'pdhg', 'highs', 'cp-sat', 'scheduling', 'schedule-lns'];
  const program = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
    // It ends for want of a parent once all that it imports is loaded.
    await import('./src/engines/thread/worker.ts').catch(() => undefined);
    for (const name of ${JSON.stringify(solvers)}) await import('./src/engines/' + name + '/solve.ts');
    console.log(JSON.stringify(loaded));
  `;
  const loaded = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: ROOT, encoding: 'utf8' }),
  ) as string[];
  expect(loaded.filter((url) => url.endsWith('/engines/registry.ts')).length).toBe(1);
  expect(loaded.filter((url) => url.includes('/src/engines/')).length).toBeGreaterThan(50);
  expect(loaded.filter((url) => url.includes('/node_modules/zod/'))).toEqual([]);
});
