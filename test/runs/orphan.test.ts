import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { childrenOf, lives } from '../support/processes.ts';

const SCRIPT = fileURLToPath(new URL('./support/endlessSolve.ts', import.meta.url));

test.skipIf(process.platform !== 'linux')('a solver that hears nothing ends with its parent all the same', async () => {
  const input = JSON.stringify(DOMAIN_MODELS.staffing.example());
  const parent = spawn(process.execPath, [SCRIPT, input], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(parent.stdout, 'data');
  const children = childrenOf(parent.pid!);
  expect(children).toHaveLength(1);
  const [solver] = children as [number];
  // Time to begin what never ends.
  await sleep(500);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  expect(solver).toBeGreaterThan(0);
  while (lives(solver)) await sleep(20);
});
