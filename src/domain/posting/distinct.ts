/** Tells what comes for the first time in a round; a round costs nothing but what is asked in it. */
export class Distinct {
  readonly #seenIn: Int32Array;
  #round = 0;

  constructor(size: number) {
    this.#seenIn = new Int32Array(size);
  }

  begin(): void {
    this.#round++;
  }

  isNew(index: number): boolean {
    if (this.#seenIn[index] === this.#round) return false;
    this.#seenIn[index] = this.#round;
    return true;
  }
}
