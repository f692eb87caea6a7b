import type { Shop } from '../shop.ts';

/** What a task takes of a resource whatever its mode. */
export interface Taking {
  readonly resource: number;
  readonly energy: number;
  /** From its start on: when it takes the first of that at the earliest, and by when it has surely taken so much. */
  readonly begin: number;
  readonly over: number;
}

/** What a mode takes of a resource: how much, when, and how much at a time at the most. */
interface ModeTaking {
  energy: number;
  begin: number;
  end: number;
  rate: number;
}

/** What each task takes, by the least of its modes. */
export function takingsOf(shop: Shop): Taking[][] {
  return Array.from({ length: shop.taskCount }, (_, t) => {
    const byResource = new Map<number, ModeTaking[]>();
    for (let m = shop.modeFrom[t]!; m < shop.modeFrom[t + 1]!; m++) {
      for (const [resource, taking] of modeTakingsOf(shop, m)) {
        const known = byResource.get(resource);
        if (known) known.push(taking);
        else byResource.set(resource, [taking]);
      }
    }
    return [...byResource].flatMap(([resource, takings]): Taking[] => {
      if (takings.length < shop.modeFrom[t + 1]! - shop.modeFrom[t]!) return [];
      const energy = Math.min(...takings.map((taking) => taking.energy));
      const begin = Math.min(...takings.map((taking) => taking.begin));
      // What a mode takes beyond the least, it takes last, and takes time for.
      const last = takings.map((taking) => taking.end - Math.floor((taking.energy - energy) / taking.rate));
      return [{ resource, energy, begin, over: Math.max(...last) }];
    });
  });
}

/** What a mode takes of each resource of which it takes anything. */
function modeTakingsOf(shop: Shop, mode: number): Map<number, ModeTaking> {
  const takings = new Map<number, ModeTaking>();
  for (let u = shop.useFrom[mode]!; u < shop.useFrom[mode + 1]!; u++) {
    const [demand, size, begin] = [shop.useDemand[u]!, shop.useSize[u]!, shop.useOffset[u]!];
    if (demand * size === 0) continue;
    const known = takings.get(shop.useResource[u]!);
    takings.set(shop.useResource[u]!, {
      energy: (known?.energy ?? 0) + demand * size,
      begin: Math.min(known?.begin ?? begin, begin),
      end: Math.max(known?.end ?? begin, begin + size),
      rate: (known?.rate ?? 0) + demand,
    });
  }
  return takings;
}
