import { clockOf } from '../../../src/domain/calendar.ts';
import { retail } from '../profiles/retail.ts';
import type { BlockDraft } from './entities.ts';

/** Teams up to this size share the profile's blocks. */
const LARGEST_WITH_PROFILE = 24;

/** This many blocks for a hundred people, and never more than an input may number. */
const PERCENT = 35;
const MOST = 99;

/** Blocks begin at 10:15 and in three waves after it, half an hour apart; half of a wave has lunch half an hour later. */
const WAVES = { first: 615, count: 4, apart: 30 };

/** The blocks of a team: the profile's eight, or for a large team its own, spread over the same waves. */
export function blocksOf(employees: number): { readonly own: BlockDraft[] | undefined; readonly numbers: number[] } {
  if (employees <= LARGEST_WITH_PROFILE) return { own: undefined, numbers: retail.blocks.map(({ number }) => number) };
  const count = Math.min(MOST, Math.round((employees * PERCENT) / 100));
  const own = Array.from({ length: count }, (_, i) => {
    const arrive = WAVES.first + WAVES.apart * Math.floor((i * WAVES.count) / count);
    return {
      number: i + 1,
      arrive: clockOf(arrive),
      onFloor: clockOf(arrive + 15),
      lunch: clockOf(arrive + (i % 2 === 0 ? 165 : 195)),
      offFloor: clockOf(arrive + 375),
      depart: clockOf(arrive + 390),
    };
  });
  return { own, numbers: own.map(({ number }) => number) };
}
