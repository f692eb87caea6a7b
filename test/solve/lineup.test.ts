import { expect, test } from 'vitest';
import { now } from '../../src/engines/engine.ts';
import { Lineup } from '../../src/solve/lineup.ts';
import type { Portfolio } from '../../src/solve/portfolio.ts';

const PORTFOLIO: Portfolio = {
  reason: 'a start, then two that prove, then the start again',
  contenders: [
    { engine: 'local', mostTicks: 10 },
    { engine: 'highs', joins: true },
    { engine: 'cp-sat', joins: true },
    { engine: 'local', joins: true },
  ],
  atOnce: 2,
  turns: [],
  substitutes: [],
};

test('one that made a start and has begun to cool goes on before all others, stands there once, and keeps its thread', () => {
  const lineup = new Lineup(PORTFOLIO, { deadline: now() + 60_000, isCounted: false });
  const alone = { running: 0, hasSolution: true, hasTime: true };
  expect(lineup.next(alone)).toEqual(PORTFOLIO.contenders[0]);
  lineup.goesOn('local');
  const again = lineup.next(alone)!;
  expect([again.engine, again.mostTicks]).toEqual(['local', undefined]);
  expect(lineup.next(alone)?.engine).toBe('highs');
  // It has found nothing for an hour, and two solve.
  const idle = { contender: again, foundAt: now() - 3_600_000, hasFound: true };
  expect(lineup.takesBack(idle, { ...alone, running: 2 })).toBe(false);
  expect(lineup.takesBack(idle, alone)).toBe(true);
  expect([lineup.next(alone)?.engine, lineup.next(alone)?.engine]).toEqual(['cp-sat', 'local']);
});
