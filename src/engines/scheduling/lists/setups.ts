import type { Shop } from '../shop.ts';

/** Machines that need time between one task and a later one, and which modes are on them. */
export interface Setups {
  readonly machines: readonly Machine[];
  /** Uses of mode m are `useFrom[m] .. useFrom[m + 1] - 1`: a machine, a family on it, and when. */
  readonly useFrom: Int32Array;
  readonly useMachine: Int32Array;
  readonly useFamily: Int32Array;
  readonly useOffset: Int32Array;
  readonly useSize: Int32Array;
}

interface Machine {
  readonly families: number;
  /** From family f to family g at `f * families + g`. */
  readonly times: Int32Array;
  readonly longest: number;
  readonly blocks: readonly { readonly start: number; readonly end: number; readonly family: number }[];
}

/** What of a shop needs setups; undefined when nothing does. */
export function setupsOf(shop: Shop): Setups | undefined {
  const machineOf = new Int32Array(shop.resources.length).fill(-1);
  const machines: Machine[] = [];
  for (const [r, { transitions, blocks }] of shop.resources.entries()) {
    if (!transitions) continue;
    machineOf[r] = machines.length;
    const times = Int32Array.from(transitions.flat());
    machines.push({
      families: transitions.length,
      times,
      longest: times.reduce((most, time) => Math.max(most, time), 0),
      blocks: blocks.map(({ start, size, family }) => ({ start, end: start + size, family })),
    });
  }
  if (machines.length === 0) return undefined;
  const useFrom = new Int32Array(shop.useFrom.length);
  const kept: number[] = [];
  for (let m = 0; m + 1 < useFrom.length; m++) {
    for (let u = shop.useFrom[m]!; u < shop.useFrom[m + 1]!; u++)
      if (machineOf[shop.useResource[u]!]! >= 0) kept.push(u);
    useFrom[m + 1] = kept.length;
  }
  return {
    machines,
    useFrom,
    useMachine: Int32Array.from(kept, (u) => machineOf[shop.useResource[u]!]!),
    useFamily: Int32Array.from(kept, (u) => shop.useFamily[u]!),
    useOffset: Int32Array.from(kept, (u) => shop.useOffset[u]!),
    useSize: Int32Array.from(kept, (u) => shop.useSize[u]!),
  };
}

/** The same from the other end of time. *Limits* nothing is fixed, because that would move with the end. */
export function turnedSetups(setups: Setups, duration: Int32Array): Setups {
  const { useFrom, useOffset, useSize, machines } = setups;
  const turned = useOffset.slice();
  for (let m = 0; m < duration.length; m++) {
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) turned[u] = duration[m]! - useOffset[u]! - useSize[u]!;
  }
  return { ...setups, useOffset: turned, machines: machines.map(turnedMachine) };
}

function turnedMachine(machine: Machine): Machine {
  const { families, times } = machine;
  const turned = times.map((_, i) => times[(i % families) * families + Math.floor(i / families)]!);
  return { ...machine, times: turned };
}

/** Longest setup of a shop; 0 without any. */
export function longestSetup({ resources }: Shop): number {
  let longest = 0;
  for (const { transitions = [] } of resources) {
    for (const row of transitions) for (const time of row) longest = Math.max(longest, time);
  }
  return longest;
}

/** What stands on the machines of a schedule that is being built, each in order of start. */
export class Sequences {
  /** Items that were looked at: the measure of work. */
  work = 0;
  readonly #setups: Setups;
  readonly #lines: Line[];

  constructor(setups: Setups) {
    this.#setups = setups;
    this.#lines = setups.machines.map(() => ({ count: 0, start: room(), end: room(), family: room() }));
    this.clear();
  }

  clear(): void {
    this.#setups.machines.forEach(({ blocks }, machine) => {
      this.#lines[machine]!.count = 0;
      for (const { start, end, family } of blocks) this.#add(machine, start, end, family);
    });
  }

  /** The first time from `from` on at which every use of a mode keeps its distance from all others. */
  firstPlace(m: number, from: number): number {
    const { useFrom, useMachine, useFamily, useOffset, useSize } = this.#setups;
    const [first, end] = [useFrom[m]!, useFrom[m + 1]!];
    let at = from;
    for (let u = first, settled = 0; settled < end - first; u = u + 1 < end ? u + 1 : first) {
      const begin = at + useOffset[u]!;
      const clear = this.#firstClear(useMachine[u]!, begin, useSize[u]!, useFamily[u]!);
      settled = clear === begin ? settled + 1 : 1;
      at = clear - useOffset[u]!;
    }
    return at;
  }

  book(m: number, at: number): void {
    const { useFrom, useMachine, useFamily, useOffset, useSize } = this.#setups;
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) {
      const start = at + useOffset[u]!;
      this.#add(useMachine[u]!, start, start + useSize[u]!, useFamily[u]!);
    }
  }

  /** Takes back what was booked. */
  unbook(m: number, at: number): void {
    const { useFrom, useMachine, useFamily, useOffset, useSize } = this.#setups;
    for (let u = useFrom[m]!; u < useFrom[m + 1]!; u++) {
      const start = at + useOffset[u]!;
      this.#remove(useMachine[u]!, start, start + useSize[u]!, useFamily[u]!);
    }
  }

  #remove(machine: number, start: number, end: number, family: number): void {
    const line = this.#lines[machine]!;
    let i = line.count - 1;
    for (let low = 0, high = i; low < high; i = low) {
      const middle = (low + high) >> 1;
      if (line.start[middle]! >= start) high = middle;
      else low = middle + 1;
    }
    while (i < line.count && (line.end[i] !== end || line.family[i] !== family)) i++;
    line.start.copyWithin(i, i + 1, line.count);
    line.end.copyWithin(i, i + 1, line.count);
    line.family.copyWithin(i, i + 1, line.count);
    line.count--;
  }

  #firstClear(machine: number, from: number, size: number, family: number): number {
    const { families, times, longest } = this.#setups.machines[machine]!;
    const line = this.#lines[machine]!;
    let at = from;
    let i = firstEndingAt(line, at - longest);
    for (; i < line.count; i++) {
      this.work++;
      const start = line.start[i]!;
      if (start >= at + size + longest) break;
      const other = line.family[i]!;
      const isBefore = line.end[i]! + times[other * families + family]! <= at;
      if (isBefore || at + size + times[family * families + other]! <= start) continue;
      at = line.end[i]! + times[other * families + family]!;
      // What was far enough before may be too near behind, where a long setup follows a short task.
      i = firstEndingAt(line, at - longest) - 1;
    }
    return at;
  }

  #add(machine: number, start: number, end: number, family: number): void {
    const line = this.#lines[machine]!;
    if (line.count === line.start.length) grow(line);
    let at = line.count++;
    for (; at > 0 && line.start[at - 1]! > start; at--) {
      line.start[at] = line.start[at - 1]!;
      line.end[at] = line.end[at - 1]!;
      line.family[at] = line.family[at - 1]!;
    }
    line.start[at] = start;
    line.end[at] = end;
    line.family[at] = family;
  }
}

interface Line {
  count: number;
  start: Int32Array;
  end: Int32Array;
  family: Int32Array;
}

function room(): Int32Array {
  return new Int32Array(16);
}

function grow(line: Line): void {
  for (const key of ['start', 'end', 'family'] as const) {
    const larger = new Int32Array(2 * line[key].length);
    larger.set(line[key]);
    line[key] = larger;
  }
}

/** The first item that ends at a time or later; they end in the order in which they start. */
function firstEndingAt({ count, end }: Line, time: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (end[middle]! >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}
