import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { now } from '../../../src/engines/engine.ts';
import { Lineup } from '../../../src/solve/race/lineup.ts';
import type { Contender } from '../../../src/solve/race/portfolio.ts';
import type { Turn } from '../../../src/solve/race/turn.ts';
import { ALONE, begun, gaining, HIGHS, LNS, LOCAL, PORTFOLIO, pass, stint, TWO } from './support/stints.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function lineupWith(threads: number, ...contenders: Contender[]): Lineup {
  return new Lineup({ ...PORTFOLIO, contenders }, { deadline: now() + 10_000, isCounted: false, threads });
}

describe('who is to prove early', () => {
  const EARLY: Contender = { ...HIGHS, early: true };

  test.each([
    // Half a second for 10,000 variables and 0.1 s more.
    { threads: 1, limitMs: 500, ms: 590, ends: false },
    { threads: 1, limitMs: 1400, ms: 590, ends: false },
    { threads: 1, limitMs: 1400, ms: 610, ends: true },
    // A fifth of that, as two stints of 700 ms are a fifth of the time.
    { threads: 1, limitMs: 7000, ms: 110, ends: false },
    { threads: 1, limitMs: 7000, ms: 130, ends: true },
    { threads: 1, limitMs: Number.POSITIVE_INFINITY, ms: 90, ends: false },
    { threads: 1, limitMs: Number.POSITIVE_INFINITY, ms: 110, ends: true },
    { threads: 2, limitMs: 10_000, ms: 650, ends: false },
  ])(
    'has its first turn after $ms of $limitMs ms whatever another gains: $ends, with threads: $threads',
    ({ threads, limitMs, ms, ends }) => {
      const situation = { ...TWO, running: threads };
      const lineup = (): Lineup => {
        const options = { variables: 10_000, deadline: now() + limitMs, isCounted: false, threads };
        return new Lineup({ ...PORTFOLIO, contenders: [EARLY] }, options);
      };
      expect(stint(lineup(), LOCAL, { ms, share: 0.2, situation })).toBe(ends);
      // Nothing is to be proved before there is a solution.
      const searching = { ...situation, hasSolution: false };
      expect(stint(lineup(), LOCAL, { ms, share: 0.2, situation: searching })).toBe(false);
    },
  );

  test.each([
    { threads: 1, order: ['lns', 'highs', 'pdhg'] },
    { threads: 2, order: ['lns', 'pdhg', 'highs'] },
  ])('comes first of those that were not called yet, once another had its turn, with threads: $threads', (given) => {
    const lineup = lineupWith(given.threads, LNS, { engine: 'pdhg' }, EARLY);
    const first = lineup.next(ALONE)!;
    lineup.putBack(begun(first, 1), false);
    expect([first.engine, lineup.next(ALONE)?.engine, lineup.next(ALONE)?.engine]).toEqual(given.order);
  });

  test.each([
    // Its stint lasts 0.2 s here: it is due after two of them.
    { ms: 390, hasFound: false, next: 'lns' },
    { ms: 410, hasFound: false, next: 'highs' },
    { ms: 410, hasFound: true, next: 'lns' },
  ] as const)('and waits with a bound ($hasFound) for $ms ms, then $next has its turn', ({ ms, hasFound, next }) => {
    const lineup = lineupWith(1, LNS);
    lineup.putBack(Object.assign(begun(EARLY, 1), { hasFound }), true);
    pass(ms);
    expect(lineup.next(ALONE)?.engine).toBe(next);
  });

  test.each([
    { threads: 1, lastsMs: 3000 },
    { threads: 2, lastsMs: 600 },
  ])('has its thread for $lastsMs ms after 6000 ms, with threads: $threads', ({ threads, lastsMs }) => {
    const lineup = lineupWith(threads, LNS);
    pass(6000 - lastsMs + 10);
    const turn = begun(EARLY, 1);
    pass(lastsMs - 30);
    expect(lineup.makesRoom(turn, TWO)).toBe(false);
    pass(50);
    expect(lineup.makesRoom(turn, TWO)).toBe(true);
  });
});

describe('who cools down, where there is one thread', () => {
  const cooling = (contender: Contender): Turn => Object.assign(begun(contender, 1), { cooled: 'the-end' } as const);

  test.each([
    // A stint lasts 0.2 s here: one that gained nothing in its only one is due after two of them, and who proves always is.
    { waiting: LNS, ms: 390, makesRoom: false },
    { waiting: LNS, ms: 410, makesRoom: true },
    { waiting: HIGHS, ms: 210, makesRoom: true },
  ])('finds nothing for $ms ms and makes room: $makesRoom', ({ waiting, ms, makesRoom }) => {
    const lineup = lineupWith(1);
    lineup.putBack(begun(waiting, 2), false);
    const turn = cooling(LOCAL);
    pass(ms);
    expect(lineup.makesRoom(turn, ALONE)).toBe(makesRoom);
  });

  test('goes on after each of the others, before those that were not called yet', () => {
    const lineup = lineupWith(1, LOCAL, LNS, { engine: 'pdhg', yields: 'anyway' });
    const order: string[] = [];
    for (let turns = 0; turns < 5; turns++) {
      const next = lineup.next(ALONE)!;
      order.push(next.engine);
      lineup.putBack(next.paused ?? (next.engine === 'local' ? cooling(LOCAL) : begun(next, 2)), true);
    }
    expect(order).toEqual(['local', 'lns', 'local', 'pdhg', 'local']);
  });

  test('comes before one that gained, and that before those that were not called yet', () => {
    const lineup = lineupWith(1, { engine: 'pdhg', yields: 'anyway' });
    lineup.putBack(cooling(LOCAL), true);
    lineup.putBack(gaining(HIGHS, 0.1), false);
    expect(Array.from({ length: 3 }, () => lineup.next(ALONE)?.engine)).toEqual(['local', 'highs', 'pdhg']);
  });
});
