import type { Shop } from '../shop.ts';
import { longestSetup } from './setups.ts';

/** More minutes than this, over all words, are too many to hold one by one. */
const MOST_CELLS = 16_000_000;

/**
 * All resources of one unit of time in a few 32-bit words: each has a field with its free amount and a guard bit above
 * it, which a need that is too large takes away, so that one subtraction asks all resources of a word at once.
 */
export interface Packing {
  readonly kind: 'cells';
  readonly words: number;
  /** By word: the guard bits, and each time's free amounts before anything is scheduled. */
  readonly guards: Int32Array;
  readonly templates: readonly Int32Array[];
  /** Times 0 .. horizon - 1 are told apart; behind that there is no room. */
  readonly horizon: number;
  /** Uses of mode m are `useFrom[m] .. useFrom[m + 1] - 1`: a word, what is needed in it, and when. */
  readonly useFrom: Int32Array;
  readonly useWord: Int32Array;
  readonly useNeed: Int32Array;
  readonly useOffset: Int32Array;
  readonly useSize: Int32Array;
  /** Modes that ask for more than there is. */
  readonly isHopeless: Uint8Array;
}

/** Packs the resources of a shop; undefined when times are too many or a capacity too large. */
export function packed(shop: Shop): Packing | undefined {
  const fields = fieldsOf(shop);
  const horizon = horizonOf(shop);
  if (!fields || fields.words * horizon > MOST_CELLS) return undefined;
  const { words, wordOf, shiftOf } = fields;
  const guards = new Int32Array(words);
  const full = new Int32Array(words);
  shop.resources.forEach(({ capacity }, r) => {
    const guard = 1 << (shiftOf[r]! + bitsOf(capacity));
    guards[wordOf[r]!]! |= guard;
    full[wordOf[r]!]! |= guard | (capacity << shiftOf[r]!);
  });
  const templates = Array.from(full, (value) => new Int32Array(horizon).fill(value));
  const isBlocked = shop.resources.every(({ blocks, capacity }, r) =>
    blocks.every(({ start, size, demand }) => {
      const template = templates[wordOf[r]!]!;
      for (let t = Math.max(0, start); t < Math.min(horizon, start + size); t++) {
        template[t]! -= Math.min(demand, capacity) << shiftOf[r]!;
        if ((template[t]! & guards[wordOf[r]!]!) !== guards[wordOf[r]!]!) return false;
      }
      return true;
    }),
  );
  return isBlocked ? { kind: 'cells', words, guards, templates, horizon, ...usesOf(shop, fields) } : undefined;
}

interface Fields {
  readonly words: number;
  readonly wordOf: Int32Array;
  readonly shiftOf: Int32Array;
}

function bitsOf(capacity: number): number {
  return 32 - Math.clz32(capacity);
}

/** A place for each resource, in the first word that has room. */
function fieldsOf({ resources }: Shop): Fields | undefined {
  const wordOf = new Int32Array(resources.length);
  const shiftOf = new Int32Array(resources.length);
  const widths: number[] = [];
  for (const [r, { capacity }] of resources.entries()) {
    const width = bitsOf(capacity) + 1;
    if (width > 32) return undefined;
    let word = widths.findIndex((used) => used + width <= 32);
    if (word < 0) word = widths.push(0) - 1;
    wordOf[r] = word;
    shiftOf[r] = widths[word]!;
    widths[word]! += width;
  }
  return { words: widths.length, wordOf, shiftOf };
}

/** All tasks in a row, behind the latest release and the last block. */
export function horizonOf(shop: Shop): number {
  let horizon = 1;
  for (const { blocks } of shop.resources) {
    for (const { start, size } of blocks) horizon = Math.max(horizon, start + size);
  }
  let total = 0;
  for (let t = 0; t < shop.taskCount; t++) {
    let longest = 0;
    for (let m = shop.modeFrom[t]!; m < shop.modeFrom[t + 1]!; m++) {
      longest = Math.max(longest, shop.duration[m]!);
      horizon = Math.max(horizon, shop.earliest[m]! + 1);
    }
    total += longest;
  }
  for (const { lag } of shop.precedences) total += Math.max(0, lag);
  total += (shop.taskCount + 1) * longestSetup(shop);
  return horizon + total + 1;
}

function usesOf(shop: Shop, { wordOf, shiftOf }: Fields) {
  const useFrom = new Int32Array(shop.duration.length + 1);
  const [useWord, useNeed, useOffset, useSize]: [number[], number[], number[], number[]] = [[], [], [], []];
  const isHopeless = new Uint8Array(shop.duration.length);
  for (let m = 0; m < shop.duration.length; m++) {
    const asked = new Map<number, number>();
    for (let u = shop.useFrom[m]!; u < shop.useFrom[m + 1]!; u++) {
      const r = shop.useResource[u]!;
      const demand = shop.useDemand[u]!;
      const [offset, size] = [shop.useOffset[u]!, shop.useSize[u]!];
      asked.set(r, (asked.get(r) ?? 0) + demand);
      if (demand > shop.resources[r]!.capacity) isHopeless[m] = 1;
      if (size === 0 || isHopeless[m] === 1) continue;
      let at = useFrom[m]!;
      const isSame = (i: number): boolean => useWord[i] === wordOf[r] && useOffset[i] === offset && useSize[i] === size;
      // What begins and ends together in one word is asked at once, unless a field could run over.
      while (at < useWord.length && (!isSame(at) || asked.get(r)! > shop.resources[r]!.capacity)) at++;
      if (at === useWord.length) {
        useWord.push(wordOf[r]!);
        useNeed.push(0);
        useOffset.push(offset);
        useSize.push(size);
      }
      useNeed[at]! += demand << shiftOf[r]!;
    }
    useFrom[m + 1] = useWord.length;
  }
  return {
    useFrom,
    useWord: Int32Array.from(useWord),
    useNeed: Int32Array.from(useNeed),
    useOffset: Int32Array.from(useOffset),
    useSize: Int32Array.from(useSize),
    isHopeless,
  };
}
