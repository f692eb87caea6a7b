/** A way to make one hard rule milder, in terms of the problem. */
export type Relief =
  /** Machines and operators are there from a minute to another too. */
  | { readonly kind: 'open'; readonly resources: readonly string[]; readonly from: number; readonly to: number }
  /** An operator has what a phase asks for. */
  | { readonly kind: 'skills'; readonly operator: string; readonly skills: readonly string[] }
  /** A machine can do an operation. */
  | { readonly kind: 'capability'; readonly machine: string; readonly item: number }
  /** The horizon ends later, or the order is released earlier. */
  | { readonly kind: 'horizon'; readonly until: number }
  | { readonly kind: 'release'; readonly order: string; readonly at: number }
  /** An order may be done later. */
  | { readonly kind: 'due'; readonly order: string; readonly at: number }
  /** So much of a material is delivered by a minute. */
  | { readonly kind: 'delivery'; readonly material: string; readonly at: number; readonly quantity: number }
  /** A pin is taken out. */
  | { readonly kind: 'unpin'; readonly item: number }
  | { readonly kind: 'unfrozen' };
