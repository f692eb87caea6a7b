import { expect, test } from 'vitest';
import { keysBy } from '../../../models/production/dispatch/rules.ts';
import { serially } from '../../../models/production/dispatch/serial.ts';
import { production } from '../../../models/production/index.ts';
import type { Input } from '../../../models/production/input.ts';
import { endOf } from '../../../models/production/problem.ts';
import { productionOf } from '../../../models/production/productionOf.ts';
import { reportOf } from '../../../models/production/report/reportOf.ts';
import { Schedule } from '../../../models/production/schedule.ts';
import { randomOf } from '../../../src/domain/random.ts';
import { cases } from '../../support/deep.ts';
import { drawInput } from './support/draw.ts';

const INPUTS = cases(60, 500);

test('in drawn schedules the path is a chain that ends when all is over, and dispatched work waits for a reason', () => {
  const random = randomOf(2, 'path');
  const kinds = new Map<string, number>();
  for (let i = 0; i < INPUTS; i++) {
    const { problem } = productionOf(production.parse(drawInput(random)) as Input);
    const runs = serially(problem, Object.values(keysBy(problem))[0]!);
    const schedule = new Schedule(problem, [...problem.fixed, ...runs]);
    const { criticalPath, utilisation } = reportOf(problem, schedule);
    const ends = [...schedule.assignments].map(endOf);
    if (ends.length === 0) continue;
    expect(criticalPath.at(-1)!.end, `input ${i}`).toBe(problem.clock.textOf(Math.max(...ends)));
    for (const [at, { after, item, minutes, waitsFor }] of criticalPath.entries()) {
      expect(after, `input ${i}`).toBe(criticalPath[at - 1]?.item);
      expect(minutes).toBeGreaterThanOrEqual(0);
      // Dispatching places each operation as early as it can then; only material that is made by a later one changes that.
      const { consumes } = problem.items.find(({ id }) => id === item)!;
      if (consumes.length === 0) expect(waitsFor, `input ${i}, ${item}`).not.toBe('nothing');
      kinds.set(waitsFor, (kinds.get(waitsFor) ?? 0) + 1);
    }
    for (const { busy, open } of utilisation) expect(busy).toBeLessThanOrEqual(open);
  }
  expect([...kinds.keys()]).toEqual(
    expect.arrayContaining(['calendar', 'machine', 'material', 'predecessor', 'release']),
  );
});
