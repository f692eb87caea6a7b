import type { Draw } from './draw.ts';

/** What is drawn once and used by every part of an input. */
export interface Setting {
  readonly draw: Draw;
  readonly from: string;
  readonly to: string;
  readonly staff: readonly string[];
  /** Without them only the rules of the plain profile apply, and the input's own. */
  readonly isRetail: boolean;
}
