/** Where one item of a solution is. */
export interface Placement {
  /** Such as an event. */
  readonly item: string;
  /** Whom it is with, such as an employee, a machine or a venue. */
  readonly who: string;
  /** Everything else that says where it is, such as day and block. */
  readonly at: Readonly<Record<string, string | number>>;
}
