/** An expectation that did not come true. */
export interface Failure {
  /** Which, such as `placed` or `reason/b`. */
  readonly expectation: string;
  readonly expected: string;
  readonly got: string;
  /** What is known about the cause. */
  readonly why?: string;
}
