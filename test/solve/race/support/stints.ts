import { vi } from 'vitest';
import { now } from '../../../../src/engines/engine.ts';
import { Lineup, type Situation } from '../../../../src/solve/race/lineup.ts';
import type { Contender, Portfolio } from '../../../../src/solve/race/portfolio.ts';
import { Turn } from '../../../../src/solve/race/turn.ts';

export const PORTFOLIO: Portfolio = {
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

export const ALONE: Situation = { running: 1, leaving: 0, hasSolution: true, hasTime: true };
export const TWO: Situation = { ...ALONE, running: 2 };
export const SEARCHING: Situation = { ...ALONE, hasSolution: false };

export const LOCAL: Contender = { engine: 'local', yields: 'anyway' };
export const LNS: Contender = { engine: 'lns', yields: 'anyway' };
export const HIGHS: Contender = { engine: 'highs', yields: 'anyway', proves: true };

export const pass = (ms: number): void => void vi.advanceTimersByTime(ms);

export function lineupOf(...contenders: Contender[]): Lineup {
  return new Lineup({ ...PORTFOLIO, contenders }, { deadline: now() + 10_000, isCounted: false });
}

/** One has a thread, and its engine is loaded. */
export function begun(contender: Contender, number: number): Turn {
  const turn = new Turn(contender, number);
  turn.begins();
  return turn;
}

/** One has a thread for so long, and comes nearer by this share at its end. Says whether it is to make room; it is back in line then. */
export function stint(lineup: Lineup, contender: Contender, { ms = 250, share = 0, situation = TWO } = {}): boolean {
  const turn = begun(contender, 1);
  pass(ms);
  if (share > 0) turn.gained(1, 1 - share);
  const makesRoom = lineup.makesRoom(turn, situation);
  if (makesRoom) lineup.putBack(turn, false);
  return makesRoom;
}

/** A turn that has just come nearer by a share. */
export function gaining(contender: Contender, share: number): Turn {
  const turn = begun(contender, 1);
  if (share > 0) turn.gained(1, 1 - share);
  return turn;
}
