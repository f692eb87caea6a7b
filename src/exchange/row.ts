/** One entry as the text has it. */
export interface Row {
  readonly line: number;
  readonly value: unknown;
  /** The column of the field at a path, of CSV. */
  columnOf?(path: readonly PropertyKey[]): number | undefined;
}

/** Where a text cannot be read any further, or has something that belongs to no entry. */
export interface RowFault {
  readonly line: number;
  readonly column?: number | undefined;
  readonly code: string;
  readonly message: string;
}

/** Thrown where bytes cannot be read as text; the readers of rows turn it into a fault at their line. */
export class Unreadable extends Error {
  readonly code: string;
  /** Where it is known exactly. */
  readonly line: number | undefined;

  constructor(code: string, message: string, line?: number) {
    super(message);
    this.code = code;
    this.line = line;
  }
}
