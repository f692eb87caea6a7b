/** A way to make a rule milder as a whole: with other parameters, or off. Every domain model's reliefs have it. */
export type WholeRelief =
  | { readonly kind: 'parameters'; readonly parameters: Readonly<Record<string, unknown>> }
  | { readonly kind: 'off' };
