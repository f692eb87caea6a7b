/** The order of ids, which is nobody's language. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** From ids to positions. */
export function indexById(list: readonly { readonly id: string }[]): Map<string, number> {
  return new Map(list.map(({ id }, index) => [id, index]));
}
