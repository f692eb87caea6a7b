import type { ErrorCode } from '../../errors.ts';
import type { Model } from '../../language/model.ts';
import type { Cooled } from '../engine.ts';
import type { Matrix } from '../matrix.ts';
import type { Outcome, Solution } from '../outcome.ts';
import type { EngineName } from '../registry.ts';
import type { Board } from './board.ts';

/** Places in the memory that a host and its thread share. */
export const CONTROL = {
  /** 1 means stop. */
  stop: 0,
  /** Pages of 64 KB that WebAssembly has. */
  pages: 1,
} as const;

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
  /** Shared memory: whether to stop, which the host says, and what the engine holds, which the thread says. */
  readonly control: Int32Array;
  /** Where the thread waits while another has its place; undefined where nobody asks it to. */
  readonly gate: Int32Array | undefined;
  /** Where solutions of others stand, when there are others. */
  readonly board: Board | undefined;
  /** Number of this engine among those that share the board. */
  readonly self: number;
}

/** What a thread reports; `outcome`, `full` or `error` is the last one of a solve. */
export type Report =
  /** The engine is loaded and has the model. */
  | { readonly kind: 'begins' }
  | { readonly kind: 'incumbent'; readonly solution: Solution; readonly ticks: number | undefined }
  | { readonly kind: 'bound'; readonly value: number }
  | { readonly kind: 'cools'; readonly until: Cooled }
  | { readonly kind: 'beginsAnew' }
  /** It stands before its gate. */
  | { readonly kind: 'waits' }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  /** The engine's own memory is full. */
  | { readonly kind: 'full'; readonly shortage: string }
  | { readonly kind: 'error'; readonly code: ErrorCode | undefined; readonly message: string };
