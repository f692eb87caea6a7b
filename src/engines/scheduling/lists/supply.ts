import { Cells } from './cells.ts';
import type { Packing } from './packing.ts';
import { Profiles, type Spans } from './profiles.ts';
import type { Room } from './room.ts';

/** What resources have, in one of two forms. */
export type Supply = Packing | Spans;

export function roomIn(supply: Supply): Room {
  return supply.kind === 'cells' ? new Cells(supply) : new Profiles(supply);
}

/** How many cells or spans are looked at in the time in which a head or a tail is computed, as measured. */
const LOOKED_PER_TIME = { cells: 16, spans: 4 } as const;

/** The work of a room in times that could have been computed meanwhile. */
export function timesOf({ kind }: Supply, work: number): number {
  return work / LOOKED_PER_TIME[kind];
}
