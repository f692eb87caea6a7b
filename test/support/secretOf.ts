/** The secret of an API key, `dvt_<id>_<secret>`; it may have underscores of its own. */
export function secretOf(text: string): string {
  return /^dvt_[a-z0-9]+_(?<secret>.{43})$/.exec(text)!.groups!.secret!;
}
