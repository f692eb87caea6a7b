import type { Shop } from '../shop.ts';

/** When machines cannot work: sorted times that do not touch, those of machine m at `from[m] .. from[m + 1] - 1`. */
export interface Calendar {
  readonly from: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/**
 * The calendar of the machines of a shop; nothing where they always work.
 *
 * *Limits* `none` where a machine works on with a part of its capacity, or needs time around what blocks it.
 */
export function calendarOf(
  shop: Shop,
  { machineCount, modeMachine }: { readonly machineCount: number; readonly modeMachine: Int32Array },
): Calendar | undefined | 'none' {
  if (shop.resources.every(({ blocks }) => blocks.length === 0)) return undefined;
  const least = new Float64Array(machineCount).fill(Number.POSITIVE_INFINITY);
  modeMachine.forEach((machine, m) => {
    const use = shop.useFrom[m]!;
    if (use < shop.useFrom[m + 1]!) least[machine] = Math.min(least[machine]!, shop.useDemand[use]!);
  });
  const from = new Int32Array(machineCount + 1);
  const [starts, ends]: [number[], number[]] = [[], []];
  for (let machine = 0; machine < machineCount; machine++) {
    const resource = shop.resources[machine];
    const blocks = resource?.blocks.filter(({ size, demand }) => size > 0 && demand > 0) ?? [];
    if (blocks.length > 0 && resource!.transitions) return 'none';
    if (blocks.some(({ demand }) => demand + least[machine]! <= resource!.capacity)) return 'none';
    for (const { start, size } of blocks.sort((a, b) => a.start - b.start)) {
      const isNew = ends.length === from[machine]! || start > ends.at(-1)!;
      if (isNew) starts.push(start);
      if (isNew) ends.push(start + size);
      else ends[ends.length - 1] = Math.max(ends.at(-1)!, start + size);
    }
    from[machine + 1] = ends.length;
  }
  return { from, start: Int32Array.from(starts), end: Int32Array.from(ends) };
}

/** The first start from a time on at which a machine works for as long as a task takes. */
export function firstStart({ from, start, end }: Calendar, machine: number, at: number, time: number): number {
  let i = firstOver(end, from[machine]!, from[machine + 1]!, at);
  for (; i < from[machine + 1]! && start[i]! < at + time; i++) at = end[i]!;
  return at;
}

/** The last end up to a time before which a machine works for as long as a task takes. */
export function lastEnd({ from, start, end }: Calendar, machine: number, at: number, time: number): number {
  // Those before the first that begins at that time or later can be in its way.
  let i = firstOver(start, from[machine]!, from[machine + 1]!, at - 1) - 1;
  for (; i >= from[machine]! && end[i]! > at - time; i--) at = start[i]!;
  return at;
}

/** The first place in a sorted part of a list whose value is above a limit. */
function firstOver(values: Int32Array, low: number, high: number, limit: number): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
