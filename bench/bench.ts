/** A table of a bench's report. */
export interface BenchTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface BenchReport {
  readonly tables: readonly BenchTable[];
  /** Everything that was measured, for programs. */
  readonly data: unknown;
  /** Bars that were missed and objectives that were wrong; none when all is well. */
  readonly failures: readonly string[];
}

export interface BenchOptions {
  /** Told what is being measured, for people who wait. */
  readonly note: (text: string) => void;
  /** Divides budgets and repetitions, to try a bench out; 1 for figures that count. */
  readonly quick: number;
  /** Parts that were asked for by name; none is all of them. */
  readonly parts: readonly string[];
}

/** Something that is measured: asserts the answer, then reports the time. */
export interface Bench {
  readonly name: string;
  readonly description: string;
  /** What may be asked for alone. */
  readonly parts?: readonly string[];
  run(options: BenchOptions): Promise<BenchReport>;
}

/** The value at a share of sorted numbers, such as 0.5 for the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
