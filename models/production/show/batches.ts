import type { Placement } from '../../../src/solve/placement.ts';

/** What is between the names of operators, and between batches, where people read them. */
export const AND = ' + ';

/** A batch as people read it: a machine from a local time to another. */
export interface ToldBatch {
  readonly who: string;
  readonly start: string | number | undefined;
  readonly end: string | number | undefined;
}

export function sayBatch({ end, start, who }: ToldBatch): string {
  return `${who} ${start} to ${end}`;
}

/** The batches of an operation as {@link sayBatch} says them; itself where it is told as a whole. */
export function batchesOf({ at, who }: Pick<Placement, 'at' | 'who'>): ToldBatch[] {
  const said = at.batches === undefined ? [] : String(at.batches).split(AND);
  const read = said.map((one) => /^(.*) (\S+) to (\S+)$/.exec(one));
  if (read.length === 0 || read.includes(null)) return [{ who, start: at.start, end: at.end }];
  return read.map((found) => ({ who: found![1]!, start: found![2], end: found![3] }));
}
