import { Cells } from './cells.ts';
import type { Packing } from './packing.ts';
import { Profiles, type Spans } from './profiles.ts';
import type { Room } from './room.ts';

/** What resources have, in one of two forms. */
export type Supply = Packing | Spans;

export function roomIn(supply: Supply): Room {
  return supply.kind === 'cells' ? new Cells(supply) : new Profiles(supply);
}
