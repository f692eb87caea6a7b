/** A way to make one hard rule milder, in terms of the problem. */
export type Relief =
  /** An own cap of an employee for the rule. */
  | { readonly kind: 'cap'; readonly employee: number; readonly max: number }
  /** The employee works on the day after all, in spite of time off or of the weekly pattern. */
  | {
      readonly kind: 'available';
      readonly employee: number;
      readonly day: number;
      readonly layer: 'absence' | 'pattern';
    }
  /** The day leaves a list of days. */
  | { readonly kind: 'open-day'; readonly day: number; readonly list: 'holidays' | 'lockedDays' | 'frozenDays' }
  | { readonly kind: 'role'; readonly employee: number; readonly role: string }
  | { readonly kind: 'skill'; readonly employee: number; readonly skill: string }
  /** The event may be on the day too. */
  | { readonly kind: 'dates'; readonly event: number; readonly day: number }
  /** One more block a day, like the last one. */
  | { readonly kind: 'block' }
  /** A pin is taken out. */
  | { readonly kind: 'unpin'; readonly event: number };
