import type { Shop } from '../shop.ts';

/** The time that machines need between one task and the next, by the families of their modes. */
export interface Setups {
  /** By mode. */
  readonly family: Int32Array;
  /** By machine: where its times begin, or -1 where it needs none, and how many families it has. */
  readonly base: Int32Array;
  readonly families: Int32Array;
  readonly times: Int32Array;
}

/** A use of a resource with transitions, by a mode. */
interface Use {
  readonly family: number;
  readonly duration: number;
}

/**
 * The setups of a shop whose modes are on one machine each; nothing without transitions.
 *
 * *Limits* `none` where a task in between can be quicker than the setup it saves: then more than the next task counts.
 */
export function setupsOf(
  shop: Shop,
  { machineCount, modeMachine }: { readonly machineCount: number; readonly modeMachine: Int32Array },
): Setups | undefined | 'none' {
  if (shop.resources.every(({ transitions }) => !transitions)) return undefined;
  const family = new Int32Array(shop.duration.length);
  const uses: Use[][] = shop.resources.map(() => []);
  for (let m = 0; m < family.length; m++) {
    const use = shop.useFrom[m]!;
    if (use === shop.useFrom[m + 1]) continue;
    family[m] = shop.useFamily[use]!;
    uses[modeMachine[m]!]!.push({ family: family[m]!, duration: shop.duration[m]! });
  }
  const base = new Int32Array(machineCount).fill(-1);
  const families = new Int32Array(machineCount);
  const times: number[] = [];
  for (const [r, { transitions }] of shop.resources.entries()) {
    if (!transitions) continue;
    if (!isNextEnough(transitions, uses[r]!)) return 'none';
    base[r] = times.length;
    families[r] = transitions.length;
    for (const row of transitions) times.push(...row);
  }
  return { family, base, families, times: Int32Array.from(times) };
}

/** Whether what is far enough from the next task is far enough from all later ones. */
function isNextEnough(times: NonNullable<Shop['resources'][number]['transitions']>, uses: readonly Use[]): boolean {
  const shortest = new Map<number, number>();
  for (const { family, duration } of uses)
    shortest.set(family, Math.min(shortest.get(family) ?? Number.POSITIVE_INFINITY, duration));
  const used = [...shortest.keys()];
  return used.every((f) =>
    used.every((h) => used.every((g) => times[f]![h]! <= times[f]![g]! + shortest.get(g)! + times[g]![h]!)),
  );
}

/** The time between two modes on a machine. */
export function setupBetween({ family, base, families, times }: Setups, machine: number, a: number, b: number): number {
  const from = base[machine]!;
  return from < 0 ? 0 : times[from + family[a]! * families[machine]! + family[b]!]!;
}
