import { cumulativeToAffine } from './cumulativeToAffine.ts';
import { emptyTableToBoolOr } from './emptyTableToBoolOr.ts';
import { intervalsToAffine } from './intervalsToAffine.ts';
import { reservoirToAffine } from './reservoirToAffine.ts';
import type { Rewrite } from './rewrite.ts';

/** For CP-SAT, which takes the whole language but for sums in some places and a table of nothing. */
export const cp: readonly Rewrite[] = [intervalsToAffine, cumulativeToAffine, reservoirToAffine, emptyTableToBoolOr];
