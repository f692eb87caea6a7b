import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { now } from '../../../src/engines/engine.ts';
import { Lineup, type Situation } from '../../../src/solve/race/lineup.ts';
import type { Contender } from '../../../src/solve/race/portfolio.ts';
import { Turn } from '../../../src/solve/race/turn.ts';
import {
  ALONE,
  begun,
  gaining,
  HIGHS,
  LNS,
  LOCAL,
  lineupOf,
  PORTFOLIO,
  pass,
  SEARCHING,
  stint,
  TWO,
} from './support/stints.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('one that made a start and has begun to cool goes on before all others, and stands there once', () => {
  // Nobody who joins has to wait where there is no time.
  const lineup = new Lineup(PORTFOLIO, { deadline: now(), isCounted: false });
  const nobody = { ...ALONE, running: 0 };
  expect(lineup.next(nobody)).toEqual(PORTFOLIO.contenders[0]);
  lineup.goesOn('local');
  const again = lineup.next(nobody)!;
  expect([again.engine, again.mostTicks]).toEqual(['local', undefined]);
  expect([lineup.next(nobody)?.engine, lineup.next(nobody)?.engine]).toEqual(['highs', 'cp-sat']);
  expect(lineup.next(nobody)).toBe(undefined);
});

describe('a stint', () => {
  test.each([
    // A fifth of a second and 1/20 ms for each variable; then a tenth of the time so far; three seconds at most.
    { variables: 0, soFarMs: 0, lastsMs: 200 },
    { variables: 10_000, soFarMs: 0, lastsMs: 700 },
    { variables: 0, soFarMs: 9000, lastsMs: 1000 },
    { variables: 10_000_000, soFarMs: 0, lastsMs: 3000 },
    { variables: 0, soFarMs: 60_000, lastsMs: 3000 },
  ])('of one that gains nothing lasts $lastsMs ms after $soFarMs ms with $variables variables', (given) => {
    const { variables, soFarMs, lastsMs } = given;
    const lineup = new Lineup(
      { ...PORTFOLIO, contenders: [LNS] },
      { variables, deadline: now() + 100_000, isCounted: false },
    );
    pass(soFarMs);
    const turn = begun(LOCAL, 1);
    pass(lastsMs - 10);
    expect(lineup.makesRoom(turn, TWO)).toBe(false);
    pass(11);
    expect(lineup.makesRoom(turn, TWO)).toBe(true);
  });

  test.each([
    { who: 'proves and has found a bound', contender: HIGHS, hasFound: true, lastsMs: 1800 },
    { who: 'proves and has found nothing', contender: HIGHS, hasFound: false, lastsMs: 600 },
    { who: 'has found something and proves nothing', contender: LOCAL, hasFound: true, lastsMs: 600 },
  ])('of one that $who lasts $lastsMs ms after 6000 ms', ({ contender, hasFound, lastsMs }) => {
    const lineup = lineupOf(LNS);
    // What was found long ago is no gain of late.
    const turn = begun(contender, 1);
    if (hasFound) turn.gained(2, 1);
    pass(6000 - lastsMs + 10);
    turn.beganAt = now();
    pass(lastsMs - 20);
    expect(lineup.makesRoom(turn, TWO)).toBe(false);
    pass(40);
    expect(lineup.makesRoom(turn, TWO)).toBe(true);
  });

  test('begins when the engine is loaded, which nobody interrupts', () => {
    const lineup = lineupOf(LNS);
    const turn = new Turn(LOCAL, 1);
    pass(5000);
    expect(lineup.makesRoom(turn, TWO)).toBe(false);
    turn.begins();
    expect(lineup.makesRoom(turn, TWO)).toBe(false);
    pass(600);
    expect(lineup.makesRoom(turn, TWO)).toBe(true);
  });

  test('goes on as long as there are gains, unless they are next to nothing', () => {
    const lineup = lineupOf(LNS);
    expect(stint(lineup, LOCAL, { share: 0.006 })).toBe(false);
    expect(stint(lineup, LOCAL, { share: 0.004 })).toBe(true);
  });

  test('ends for one that has gained more in its last, and not for one that was not called yet', () => {
    const lineup = lineupOf();
    // Somebody has to wait for others to make room.
    lineup.goesOn('pdhg');
    expect(stint(lineup, LOCAL)).toBe(true);
    expect(lineup.next(TWO)?.engine).toBe('pdhg');
    lineup.putBack(gaining(LNS, 0.2), false);
    expect(stint(lineup, HIGHS, { share: 0.3 })).toBe(false);
    expect(stint(lineup, HIGHS, { share: 0.1 })).toBe(true);
    expect(lineup.next(TWO)?.engine).toBe('lns');
  });

  test.each([
    // Whoever is alone makes room for those that were not called yet, too.
    { cooled: 'the-end', waits: 'nobody has gained', ends: [false, false] },
    { cooled: 'the-end', waits: 'one has gained', ends: [true, true] },
    { cooled: 'the-end', waits: 'one was not called yet', ends: [false, true] },
    { cooled: 'each-round', waits: 'nobody has gained', ends: [false, false] },
    { cooled: 'each-round', waits: 'one has gained', ends: [true, true] },
    { cooled: 'each-round', waits: 'one was not called yet', ends: [true, true] },
  ] as const)('of one that cools until $cooled, beside others and alone, where of those that wait $waits', (given) => {
    const { cooled, waits, ends } = given;
    const outdone = (situation: Situation): boolean => {
      const lineup = waits === 'one was not called yet' ? lineupOf(HIGHS) : lineupOf();
      lineup.putBack(gaining(LNS, waits === 'one has gained' ? 0.1 : 0), false);
      const turn = Object.assign(begun(LOCAL, 1), { cooled });
      pass(250);
      return lineup.makesRoom(turn, situation);
    };
    expect([outdone(TWO), outdone(ALONE)]).toEqual(ends);
  });

  test.each([
    // A stint lasts 0.2 s here, and who gained nothing is due after two of them.
    { waiting: LNS, cooled: 'each-round', ms: 390, ends: false },
    { waiting: LNS, cooled: 'each-round', ms: 410, ends: true },
    { waiting: LNS, cooled: 'the-end', ms: 410, ends: false },
    { waiting: HIGHS, cooled: 'each-round', ms: 410, ends: false },
  ] as const)('of one that cools until $cooled after $ms ms, beside others: $ends', ({ waiting, cooled, ms, ends }) => {
    const lineup = lineupOf();
    lineup.putBack(begun(waiting, 2), false);
    const turn = Object.assign(begun(LOCAL, 1), { cooled });
    pass(ms);
    expect(lineup.makesRoom(turn, TWO)).toBe(ends);
  });
});

describe('of those that wait', () => {
  test('who was not called yet comes first, then who gained most, then who gave its thread up first', () => {
    const lineup = lineupOf({ engine: 'pdhg' });
    lineup.putBack(gaining(LNS, 0.1), false);
    lineup.putBack(gaining(LOCAL, 0.2), false);
    expect(stint(lineup, HIGHS)).toBe(true);
    expect(stint(lineup, { engine: 'cp-sat', yields: 'anyway' })).toBe(true);
    const order = Array.from({ length: 5 }, () => lineup.next(TWO)?.engine);
    expect(order).toEqual(['pdhg', 'local', 'lns', 'highs', 'cp-sat']);
  });

  test('who gains nothing waits twice as long each time', () => {
    const lineup = lineupOf();
    for (let failures = 1; failures <= 3; failures++) {
      lineup.putBack(begun(HIGHS, 1), false);
      lineup.next(TWO);
    }
    // Of stints of a fifth of a second: highs is due after 16 of them, lns after 2 and some time, and again after 4.
    lineup.putBack(begun(HIGHS, 1), false);
    pass(1000);
    lineup.putBack(begun(LNS, 1), false);
    expect(lineup.next(TWO)?.engine).toBe('lns');
    pass(1500);
    lineup.putBack(begun(LNS, 1), false);
    expect(lineup.next(TWO)?.engine).toBe('highs');
  });

  test('one that goes on with its turn is told, and is gone when it has ended there', () => {
    const lineup = lineupOf();
    const [first, second] = [begun(LOCAL, 1), begun(HIGHS, 2)];
    lineup.putBack(first, true);
    lineup.putBack(second, true);
    lineup.forget(first);
    expect(lineup.next(TWO)?.paused).toBe(second);
    expect(lineup.next(TWO)).toBe(undefined);
  });
});

describe('a thread is kept', () => {
  test.each([
    { keeps: true, hasFound: false, beginsAnew: false, isKept: true },
    { keeps: 'until-solution', hasFound: false, beginsAnew: false, isKept: false },
    { keeps: 'until-found', hasFound: false, beginsAnew: false, isKept: true },
    { keeps: 'until-found', hasFound: true, beginsAnew: false, isKept: false },
    { keeps: 'until-anew', hasFound: true, beginsAnew: false, isKept: true },
    { keeps: 'until-anew', hasFound: true, beginsAnew: true, isKept: false },
  ] as const)('$keeps, where something was found: $hasFound, and it begins anew: $beginsAnew', (given) => {
    const { keeps, isKept, ...shown } = given;
    const turn = Object.assign(begun({ engine: 'scheduling', yields: 'anyway', keeps }, 1), shown);
    const lineup = lineupOf(LNS);
    pass(5000);
    expect(lineup.makesRoom(turn, TWO)).toBe(!isKept);
    // Whoever is alone keeps nothing.
    expect(lineup.makesRoom(turn, ALONE)).toBe(true);
  });

  test('for the while that others have before somebody joins, a tenth of the time', () => {
    const lineup = lineupOf(LNS);
    const turn = begun({ ...HIGHS, keeps: 'for-a-while' }, 1);
    pass(990);
    expect(lineup.makesRoom(turn, TWO)).toBe(false);
    pass(20);
    expect(lineup.makesRoom(turn, TWO)).toBe(true);
  });

  test.each([
    { keeps: true, proves: true, isKept: true },
    { keeps: 'until-solution', proves: true, isKept: true },
    { keeps: true, proves: false, isKept: false },
  ] as const)('before there is a solution, $keeps, by one that may find that there is none: $proves', (given) => {
    const { isKept, ...role } = given;
    const turn = begun({ engine: 'cp-sat', yields: 'anyway', ...role }, 1);
    const lineup = lineupOf(LNS);
    pass(5000);
    expect(lineup.makesRoom(turn, { ...SEARCHING, running: 2 })).toBe(!isKept);
  });
});

test('who waits for a first solution for some time enters without one then, before those that go on waiting', () => {
  const lineup = lineupOf({ engine: 'pdhg', waits: true }, { engine: 'highs', waits: 100 });
  expect(lineup.next(SEARCHING)).toBe(undefined);
  pass(100);
  expect(lineup.next(SEARCHING)?.engine).toBe('highs');
  expect(lineup.next(SEARCHING)).toBe(undefined);
  // Where nobody solves, nobody waits.
  expect(lineup.next({ ...SEARCHING, running: 0 })?.engine).toBe('pdhg');
});

test('who joins late enters before that where there is no solution, once it has waited for one', () => {
  // It may join after a second, a tenth of the time.
  const joining: Contender = { engine: 'cp-sat', joins: true, waits: 100 };
  const [searching, solved] = [lineupOf(joining), lineupOf(joining)];
  pass(100);
  expect([searching.next(SEARCHING)?.engine, solved.next(ALONE)]).toEqual(['cp-sat', undefined]);
  pass(900);
  expect(solved.next(ALONE)?.engine).toBe('cp-sat');
});

test.each([
  { brief: true, beginsAnew: true, isWaitingNew: true, makesRoom: true },
  { brief: true, beginsAnew: false, isWaitingNew: true, makesRoom: false },
  { brief: true, beginsAnew: true, isWaitingNew: false, makesRoom: false },
  { brief: false, beginsAnew: true, isWaitingNew: true, makesRoom: false },
])('one that gains ($brief: brief) and begins anew ($beginsAnew) makes room for a new one ($isWaitingNew)', (given) => {
  const lineup = lineupOf(HIGHS);
  if (!given.isWaitingNew) lineup.putBack(begun(lineup.next(TWO)!, 1), false);
  const turn = begun({ engine: 'pdhg', yields: 'anyway', brief: given.brief }, 2);
  pass(10);
  turn.gained(1, 0.5);
  turn.beginsAnew = given.beginsAnew;
  expect(lineup.makesRoom(turn, TWO)).toBe(given.makesRoom);
});

test.each([
  { beginsAnew: true, makesRoom: false },
  { beginsAnew: false, makesRoom: true },
])('what one that is brief has gained is no reason to let it go on when it begins anew ($beginsAnew)', (given) => {
  const lineup = lineupOf();
  const brief = begun({ engine: 'pdhg', yields: 'anyway', brief: true }, 2);
  pass(250);
  brief.gained(1, 0.1);
  brief.beginsAnew = given.beginsAnew;
  lineup.putBack(brief, true);
  const turn = begun(HIGHS, 3);
  pass(250);
  turn.gained(1, 0.9);
  // It has closed a tenth of the distance, where the other closed nine tenths.
  expect(lineup.makesRoom(turn, TWO)).toBe(given.makesRoom);
});

test('nobody makes room for those that may not enter yet', () => {
  const lineup = lineupOf({ engine: 'lns', waits: true });
  expect(stint(lineup, LOCAL, { situation: { ...SEARCHING, running: 2 } })).toBe(false);
  expect(stint(lineup, LOCAL)).toBe(true);
});

test('no more make room than there are others that wait', () => {
  const lineup = lineupOf({ engine: 'lns' }, { engine: 'pdhg' });
  const turn = begun(LOCAL, 1);
  pass(250);
  const makesRoom = [0, 1, 2].map((leaving) => lineup.makesRoom(turn, { ...TWO, leaving }));
  expect(makesRoom).toEqual([true, true, false]);
});

test('who is called for a first solution enters while there is none, or when nobody else is left', () => {
  const seeker: Contender = { engine: 'cp-sat', seeks: true, waits: 0, yields: 'anyway' };
  const seekers = (...others: Contender[]): Lineup =>
    new Lineup(
      { ...PORTFOLIO, contenders: [seeker, ...others], substitutes: ['cp-sat'] },
      { deadline: now(), isCounted: false },
    );
  expect(seekers().next(SEARCHING)?.engine).toBe('cp-sat');
  expect(seekers().next(ALONE)).toBe(undefined);
  const last = seekers();
  last.standIn();
  expect(last.next(ALONE)?.engine).toBe('cp-sat');
  // It stands in once, though it is a substitute, too.
  last.standIn();
  expect(last.next(ALONE)).toBe(undefined);
  const behind = seekers({ engine: 'lns' });
  behind.standIn();
  expect([behind.next(ALONE)?.engine, behind.next(ALONE)]).toEqual(['lns', undefined]);
});

test.each([
  { threads: 1, order: ['lns', 'cp-sat'] },
  { threads: 2, order: ['cp-sat', 'lns'] },
])('on one thread who joins comes after those that have gained, with threads: $threads', ({ threads, order }) => {
  const contenders: Contender[] = [{ engine: 'cp-sat', joins: true }];
  const lineup = new Lineup({ ...PORTFOLIO, contenders }, { deadline: now() + 10_000, isCounted: false, threads });
  pass(5000);
  lineup.putBack(gaining(LNS, 0.2), false);
  expect([lineup.next(ALONE)?.engine, lineup.next(ALONE)?.engine]).toEqual(order);
});
