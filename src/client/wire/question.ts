import type { Change } from './plan.ts';

/** A question about a run; whatever is asked, it may be asked of the input with some changes. */
export type Ask = {
  readonly changes?: readonly Change[];
  readonly options?: {
    /** ISO 8601, for the whole question. */
    readonly timeLimit?: string;
    readonly seed?: number;
    readonly engine?: string;
    readonly tags?: readonly string[];
    readonly priority?: number;
    readonly coalesce?: string;
  };
} & (
  | { readonly kind: 'what-if'; readonly changes: readonly Change[] }
  | {
      readonly kind: 'counterfactual';
      readonly item: string;
      readonly who?: string;
      readonly at?: Readonly<Record<string, string | number>>;
      /** It must not be there, instead of it has to be. */
      readonly forbid?: boolean;
    }
  | { readonly kind: 'fixes'; readonly timeLimitEach?: string; readonly most?: number }
  | { readonly kind: 'prices' | 'alternatives' | 'trade-off' }
  | { readonly kind: 'why'; readonly item: string }
);

/** What came of a question. */
export interface Answer {
  /** The question. */
  readonly run: string;
  /** The run that was asked about. */
  readonly of: string;
  readonly kind: Ask['kind'];
  /** Whether nothing ended the question before it was done. */
  readonly isComplete: boolean;
  readonly answer: Readonly<Record<string, unknown>>;
}
