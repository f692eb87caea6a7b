import type { Shop } from '../shop.ts';
import { horizonOf } from './packing.ts';
import type { Room } from './room.ts';

/** What is free of one resource: `free[i]` from `time[i]` to `time[i + 1]`, and what is there last from then on. */
interface Profile {
  count: number;
  time: Int32Array;
  free: Int32Array;
}

/** Resources as steps of what is free: for horizons that are long next to how many tasks there are. */
export interface Spans {
  readonly kind: 'spans';
  /** Behind this there is no room. */
  readonly horizon: number;
  /** By resource, before anything is scheduled. */
  readonly profiles: readonly Readonly<Profile>[];
  /** Uses of mode m are `useFrom[m] .. useFrom[m + 1] - 1`: of which resource, how much, and when. */
  readonly useFrom: Int32Array;
  readonly useResource: Int32Array;
  readonly useDemand: Int32Array;
  readonly useOffset: Int32Array;
  readonly useSize: Int32Array;
  /** Modes that ask for more than there is. */
  readonly isHopeless: Uint8Array;
}

/** The resources of a shop as steps; undefined when fixed intervals take more of one than there is. */
export function spansOf(shop: Shop): Spans | undefined {
  const profiles: Profile[] = [];
  for (const { blocks, capacity } of shop.resources) {
    const profile: Profile = { count: 1, time: Int32Array.of(0), free: Int32Array.of(capacity) };
    for (const { demand, size, start } of blocks) {
      const [from, to] = [Math.max(0, start), Math.max(0, start + size)];
      if (from < to) change(profile, from, to, -Math.min(demand, capacity));
    }
    if (profile.free.subarray(0, profile.count).some((free) => free < 0)) return undefined;
    profiles.push(profile);
  }
  const isHopeless = new Uint8Array(shop.duration.length);
  const useFrom = new Int32Array(shop.useFrom.length);
  const [useResource, useDemand, useOffset, useSize]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let m = 0; m < shop.duration.length; m++) {
    for (let u = shop.useFrom[m]!; u < shop.useFrom[m + 1]!; u++) {
      const [r, demand] = [shop.useResource[u]!, shop.useDemand[u]!];
      if (demand > shop.resources[r]!.capacity) isHopeless[m] = 1;
      if (shop.useSize[u] === 0) continue;
      let at = useFrom[m]!;
      const isSame = (i: number): boolean =>
        useResource[i] === r && useOffset[i] === shop.useOffset[u] && useSize[i] === shop.useSize[u];
      while (at < useResource.length && !isSame(at)) at++;
      if (at < useResource.length) useDemand[at]! += demand;
      else {
        useResource.push(r);
        useDemand.push(demand);
        useOffset.push(shop.useOffset[u]!);
        useSize.push(shop.useSize[u]!);
      }
      if (useDemand[at]! > shop.resources[r]!.capacity) isHopeless[m] = 1;
    }
    useFrom[m + 1] = useResource.length;
  }
  return {
    kind: 'spans',
    horizon: horizonOf(shop),
    profiles,
    useFrom,
    useResource: Int32Array.from(useResource),
    useDemand: Int32Array.from(useDemand),
    useOffset: Int32Array.from(useOffset),
    useSize: Int32Array.from(useSize),
    isHopeless,
  };
}

export class Profiles implements Room {
  work = 0;
  readonly #spans: Spans;
  readonly #profiles: Profile[];
  readonly #isChanged: Uint8Array;

  constructor(spans: Spans) {
    this.#spans = spans;
    this.#profiles = spans.profiles.map(({ count, free, time }) => ({ count, free: free.slice(), time: time.slice() }));
    this.#isChanged = new Uint8Array(this.#profiles.length);
  }

  clear(): void {
    this.#profiles.forEach((profile, r) => {
      if (this.#isChanged[r] === 0) return;
      const { count, free, time } = this.#spans.profiles[r]!;
      profile.count = count;
      profile.time.set(time.subarray(0, count));
      profile.free.set(free.subarray(0, count));
      this.work += count >> 3;
      this.#isChanged[r] = 0;
    });
  }

  firstRoom(m: number, start: number): number {
    const { horizon, useDemand, useFrom, useOffset, useResource, useSize } = this.#spans;
    const first = useFrom[m]!;
    const end = useFrom[m + 1]!;
    let at = start;
    // Each use moves the task on until none of them does.
    for (let u = first, settled = 0; settled < end - first; u = u + 1 < end ? u + 1 : first) {
      const { count, free, time } = this.#profiles[useResource[u]!]!;
      const [demand, size] = [useDemand[u]!, useSize[u]!];
      const from = at + useOffset[u]!;
      let begin = from;
      const first = spanAt(time, count, from);
      let i = first;
      for (; i < count && time[i]! < begin + size; i++) {
        if (free[i]! >= demand) continue;
        if (i + 1 === count) return -1;
        begin = time[i + 1]!;
      }
      this.work += 4 + i - first;
      if (begin + size > horizon) return -1;
      settled = begin === from ? settled + 1 : 1;
      at = begin - useOffset[u]!;
    }
    return at;
  }

  book(m: number, at: number): void {
    this.#change(m, at, -1);
  }

  unbook(m: number, at: number): void {
    this.#change(m, at, 1);
  }

  #change(m: number, at: number, sign: number): void {
    const { useDemand, useFrom, useOffset, useResource, useSize } = this.#spans;
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) {
      const from = at + useOffset[u]!;
      this.#isChanged[useResource[u]!] = 1;
      this.work += 8 + change(this.#profiles[useResource[u]!]!, from, from + useSize[u]!, sign * useDemand[u]!);
    }
  }
}

/** Adds to what is free between two times; gives how many steps that concerns. */
function change(profile: Profile, from: number, to: number, by: number): number {
  const first = stepAt(profile, from);
  const end = stepAt(profile, to);
  const { free } = profile;
  for (let i = first; i < end; i++) free[i]! += by;
  merge(profile, end);
  merge(profile, first);
  return end - first;
}

/** The step that begins at a time, which is made where there is none. */
function stepAt(profile: Profile, at: number): number {
  const i = spanAt(profile.time, profile.count, at);
  if (profile.time[i] === at) return i;
  if (profile.count === profile.time.length) {
    for (const key of ['time', 'free'] as const) {
      const larger = new Int32Array(2 * profile.count + 8);
      larger.set(profile[key]);
      profile[key] = larger;
    }
  }
  const { count, free, time } = profile;
  time.copyWithin(i + 2, i + 1, count);
  free.copyWithin(i + 2, i + 1, count);
  time[i + 1] = at;
  free[i + 1] = free[i]!;
  profile.count++;
  return i + 1;
}

/** Takes a step away that changes nothing. */
function merge(profile: Profile, i: number): void {
  const { count, free, time } = profile;
  if (i === 0 || i >= count || free[i] !== free[i - 1]) return;
  time.copyWithin(i, i + 1, count);
  free.copyWithin(i, i + 1, count);
  profile.count--;
}

/** The last step that begins at a time or before. */
function spanAt(time: Int32Array, count: number, at: number): number {
  let [low, high] = [0, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (time[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
