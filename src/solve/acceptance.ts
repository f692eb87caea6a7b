import type { Change } from './change.ts';

/** Work that is not accepted, and why. */
export interface Refusal {
  readonly item: string;
  /** Sentences, such as what each hard rule says. */
  readonly reasons: readonly string[];
}

/** What accepting work comes to: changes of the input for what holds, reasons for what does not. */
export interface Acceptance {
  readonly changes: readonly Change[];
  /** The item that each of the changes is about. */
  readonly items: readonly string[];
  readonly refused: readonly Refusal[];
}
