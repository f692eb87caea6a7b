/**
 * A small fast generator of pseudo-random numbers: the same seed gives the same sequence everywhere.
 *
 * *Source* xorshift32, G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    // Spread small seeds over the state; the state must not be 0.
    this.#state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  }

  /** A whole number in `0 .. below - 1`. */
  below(below: number): number {
    let s = this.#state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.#state = s;
    return (s >>> 0) % below;
  }

  /** A number in `[0, 1)`. */
  unit(): number {
    return this.below(0x1000000) / 0x1000000;
  }
}
