import { afterEach, expect, test, vi } from 'vitest';
import { now } from '../../src/engines/engine.ts';
import { Lineup } from '../../src/solve/lineup.ts';
import type { Contender, Portfolio } from '../../src/solve/portfolio.ts';
import { Turn } from '../../src/solve/turn.ts';

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

afterEach(() => {
  vi.useRealTimers();
});

const HOUR_MS = 3_600_000;
const TWO = { running: 2, hasSolution: true, gap: 0.05, hasTime: true };

/** A turn that found something, or began, this long ago. */
function idleFor(ms: number, contender: Contender, hasFound = true): Turn {
  const turn = new Turn(contender, 1);
  return Object.assign(turn, { beganAt: now() - HOUR_MS, foundAt: now() - ms, hasFound });
}

function lineupOf(...contenders: Contender[]): Lineup {
  return new Lineup({ ...PORTFOLIO, contenders }, { deadline: now() + 10_000, isCounted: false });
}

test('one that made a start and has begun to cool goes on before all others, stands there once, and keeps its thread', () => {
  // Nobody who joins has to wait where there is no time.
  const lineup = new Lineup(PORTFOLIO, { deadline: now(), isCounted: false });
  const alone = { running: 0, hasSolution: true, gap: 0.05, hasTime: true };
  expect(lineup.next(alone)).toEqual(PORTFOLIO.contenders[0]);
  lineup.goesOn('local');
  const again = lineup.next(alone)!;
  expect([again.engine, again.mostTicks]).toEqual(['local', undefined]);
  expect(lineup.next(alone)?.engine).toBe('highs');
  const idle = idleFor(HOUR_MS, again);
  expect(lineup.takesBack(idle, { ...alone, running: 2 })).toBe(false);
  expect(lineup.takesBack(idle, alone)).toBe(true);
  expect([lineup.next(alone)?.engine, lineup.next(alone)?.engine]).toEqual(['cp-sat', 'local']);
});

test('one that keeps its thread until it has found something gives it up when that was long ago', () => {
  const prover: Contender = {
    engine: 'highs',
    yields: 'with-solution',
    learns: true,
    onTrial: true,
    keeps: 'until-found',
  };
  const lineup = lineupOf({ engine: 'lns' });
  expect(lineup.takesBack(idleFor(HOUR_MS, prover, false), TWO)).toBe(false);
  expect(lineup.takesBack(idleFor(2500, prover), TWO)).toBe(false);
  expect(lineup.takesBack(idleFor(HOUR_MS, prover), TWO)).toBe(true);
});

test('a prover whose bound is far from the best solution makes room early', () => {
  const prover: Contender = { engine: 'highs', yields: 'with-solution', learns: true, onTrial: true };
  // A tenth of the time is a second, and a third more than three.
  for (const [gap, ms, isTaken] of [
    [0.1, 2500, false],
    [0.1, 3500, true],
    [0.2, 900, false],
    [0.2, 1100, true],
    [Number.POSITIVE_INFINITY, 1100, true],
  ] as const) {
    const lineup = lineupOf({ engine: 'lns' });
    expect([gap, ms, lineup.takesBack(idleFor(ms, prover), { ...TWO, gap })]).toEqual([gap, ms, isTaken]);
  }
});

test('who failed comes after all others that wait', () => {
  const prover: Contender = { engine: 'highs', yields: 'anyway', onTrial: true };
  const local: Contender = { engine: 'local', yields: 'anyway' };
  const lns: Contender = { engine: 'lns', yields: 'anyway' };
  const lineup = lineupOf({ engine: 'pdhg' });
  expect(lineup.takesBack(idleFor(HOUR_MS, prover, false), TWO)).toBe(true);
  expect(lineup.takesBack(idleFor(HOUR_MS, local), TWO)).toBe(true);
  expect(lineup.next(TWO)?.engine).toBe('pdhg');
  // Of highs and local, which wait, local is called, and who makes room waits behind highs.
  expect(lineup.takesBack(idleFor(HOUR_MS, lns), TWO)).toBe(true);
  expect([lineup.next(TWO)?.engine, lineup.next(TWO)?.engine]).toEqual(['local', 'highs']);
});

test('of two that improve, each has a turn, and then the thread is with the one that gains much more', () => {
  const local: Contender = { engine: 'local', yields: 'anyway', improves: true };
  const lns: Contender = { engine: 'lns', yields: 'anyway', improves: true };
  const lineup = lineupOf({ engine: 'pdhg' }, lns);
  const gaining = (contender: Contender, share: number): Turn => {
    const turn = idleFor(0, contender);
    turn.improved(100 + 100 * share, 100);
    return turn;
  };
  // A turn lasts two seconds at least.
  const begun = Object.assign(new Turn(local, 1), { beganAt: now() - 1900 });
  expect(lineup.takesBack(begun, TWO)).toBe(false);
  // The other was not called yet, and goes before who waits for other reasons.
  expect(lineup.takesBack(gaining(local, 0.1), TWO)).toBe(true);
  expect(lineup.next(TWO)?.engine).toBe('lns');
  // It has gained less, though more than half of what the first one did; and then much less.
  expect(lineup.takesBack(gaining(lns, 0.06), TWO)).toBe(false);
  expect(lineup.takesBack(gaining(lns, 0.04), TWO)).toBe(true);
  expect(lineup.next(TWO)?.engine).toBe('local');
});

test('who waits for a first solution for some time enters without one then, before those that go on waiting', () => {
  const searching = { running: 1, hasSolution: false, gap: Number.POSITIVE_INFINITY, hasTime: true };
  const contenders: Contender[] = [
    { engine: 'pdhg', waits: true },
    { engine: 'highs', waits: 100 },
  ];
  vi.useFakeTimers();
  const lineup = lineupOf(...contenders);
  expect(lineup.next(searching)).toBe(undefined);
  vi.advanceTimersByTime(100);
  expect(lineup.next(searching)?.engine).toBe('highs');
  expect(lineup.next(searching)).toBe(undefined);
  // Where nobody solves, nobody waits.
  expect(lineup.next({ ...searching, running: 0 })?.engine).toBe('pdhg');
});

test('nobody makes room for those that may not enter yet', () => {
  const searching = { running: 2, hasSolution: false, gap: Number.POSITIVE_INFINITY, hasTime: true };
  const local: Contender = { engine: 'local', yields: 'anyway' };
  const lineup = lineupOf({ engine: 'lns', waits: true });
  expect(lineup.takesBack(idleFor(HOUR_MS, local, false), searching)).toBe(false);
  expect(lineup.takesBack(idleFor(HOUR_MS, local, false), { ...searching, hasSolution: true })).toBe(true);
});

test('one that keeps its thread until it begins anew gives it up then, where it has found nothing for a while', () => {
  const search: Contender = { engine: 'scheduling', yields: 'anyway', keeps: 'until-anew' };
  for (const [beginsAnew, ms, running, isTaken] of [
    [false, HOUR_MS, 2, false],
    [false, HOUR_MS, 1, true],
    [true, 900, 2, false],
    [true, 1100, 2, true],
  ] as const) {
    const turn = Object.assign(idleFor(ms, search), { beginsAnew });
    const taken = lineupOf({ engine: 'schedule-lns', waits: true }).takesBack(turn, { ...TWO, running });
    expect([beginsAnew, ms, running, taken]).toEqual([beginsAnew, ms, running, isTaken]);
  }
});

test('who is called for a first solution enters while there is none, or when nobody else is left', () => {
  const alone = { running: 1, hasSolution: true, gap: 0.05, hasTime: true };
  const seeker: Contender = { engine: 'cp-sat', seeks: true, waits: 0, yields: 'anyway' };
  const local: Contender = { engine: 'local', yields: 'anyway', keeps: true };
  const lineup = (...contenders: Contender[]) =>
    new Lineup({ ...PORTFOLIO, contenders, substitutes: ['cp-sat'] }, { deadline: now(), isCounted: false });
  // Even one that would keep its thread makes room while there is no solution.
  for (const hasSolution of [false, true]) {
    const taken = lineup(seeker).takesBack(idleFor(HOUR_MS, local, false), { ...TWO, hasSolution });
    expect([hasSolution, taken]).toEqual([hasSolution, !hasSolution]);
    expect(lineup(seeker).next({ ...alone, hasSolution })?.engine).toBe(hasSolution ? undefined : 'cp-sat');
  }
  const last = lineup(seeker);
  last.standIn();
  expect(last.next(alone)?.engine).toBe('cp-sat');
  // It stands in once, though it is a substitute, too.
  last.standIn();
  expect(last.next(alone)).toBe(undefined);
  const behind = lineup(seeker, { engine: 'lns' });
  behind.standIn();
  expect([behind.next(alone)?.engine, behind.next(alone)]).toEqual(['lns', undefined]);
});
