/** One fault of a request, at a JSON pointer. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  /** Of a fault in an imported text, where it is; both count from 1. */
  readonly line?: number;
  /** Of CSV the cell, of JSON the character. */
  readonly column?: number;
}

/** What is to be said of an input before any run. */
export interface Validation {
  readonly isValid: boolean;
  readonly errors: readonly Fault[];
  /** Faults that are not listed. */
  readonly errorsOmitted: number;
  /** Of a valid input: what has no effect in it. */
  readonly warnings: readonly Fault[];
  /** Warnings that are not listed. */
  readonly warningsOmitted: number;
}
