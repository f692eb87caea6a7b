import type { ErrorCode } from '../../errors.ts';
import type { Model } from '../../language/model.ts';
import type { Matrix } from '../matrix.ts';
import type { Outcome, Solution } from '../outcome.ts';
import type { EngineName } from '../registry.ts';
import type { Board } from './board.ts';

/** What a thread is asked to do; one at a time. */
export interface SolveRequest {
  readonly engine: EngineName;
  /** A model or a matrix, whichever form the engine takes. */
  readonly input: Model | Matrix;
  /** In milliseconds of `now()`. */
  readonly deadline: number;
  readonly seed: number;
  readonly threads: number;
  readonly ticks: number | undefined;
  readonly start: Float64Array | undefined;
  /** Shared memory of one number: 1 means stop. */
  readonly control: Int32Array;
  /** Where solutions of others stand, when there are others. */
  readonly board: Board | undefined;
  /** Number of this engine among those that share the board. */
  readonly self: number;
}

/** What a thread reports; `outcome` or `error` is the last one of a solve. */
export type Report =
  | { readonly kind: 'incumbent'; readonly solution: Solution; readonly ticks: number | undefined }
  | { readonly kind: 'bound'; readonly value: number }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'error'; readonly code: ErrorCode | undefined; readonly message: string };
