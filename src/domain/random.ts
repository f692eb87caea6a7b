/** A sequence of numbers that look random and follow from a seed alone. */
export interface Random {
  /** A whole number in `0 .. end - 1`. */
  below(end: number): number;
  /** A whole number in `low .. high`, both inclusive. */
  between(low: number, high: number): number;
  /** True in this many cases of a hundred. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/**
 * The sequence of a seed and the name of a stream; streams of one seed have nothing to do with one another, so that
 * drawing more from one leaves the others as they are.
 *
 * *Shapes* 32-bit integer arithmetic only: the same on every machine.
 * *Source* G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, at half
 * its width, with the finaliser of MurmurHash3; streams are told apart by the FNV-1a hash of their names.
 */
export function randomOf(seed: number, stream: string): Random {
  let state = Math.imul(seed ^ hashOf(stream), 0x9e3779b1);
  const below = (end: number): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % end;
  };
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (percent) => below(100) < percent,
    pick: (list) => list[below(list.length)]!,
  };
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
