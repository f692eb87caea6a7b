/** The work of the engines of a race, in ticks; it is known as long as all that took part count theirs. */
export class Work {
  /** Of those that have ended. */
  #done: number | undefined = 0;
  /** Of all, up to the last report of the one that runs. */
  #reported: number | undefined = 0;
  /** Up to the report that ended the race: what an engine does until it hears of that depends on the machine. */
  #atEnd: number | undefined;

  /** Of those that have ended, as far as a budget knows of it. */
  get spent(): number {
    return this.#done ?? 0;
  }

  /** An engine reports while it runs; gives the work of all up to then. */
  report(ticks: number | undefined): number | undefined {
    if (ticks === undefined || this.#done === undefined) return undefined;
    this.#reported = this.#done + ticks;
    return this.#reported;
  }

  /** An engine has ended. */
  add(ticks: number | undefined): void {
    this.#done = this.#done === undefined || ticks === undefined ? undefined : this.#done + ticks;
    this.#reported = this.#done;
  }

  /** What was reported last has ended the race. */
  end(): void {
    this.#atEnd ??= this.#reported;
  }

  /** Of a race that is over; one that is `counted` ends with a report, whatever its engines went on to do. */
  total(isCounted: boolean): number | undefined {
    return isCounted ? (this.#atEnd ?? this.#done) : this.#done;
  }
}
