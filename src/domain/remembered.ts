/** The same function, which makes what it gives for an object once, as long as the object lives. */
export function remembered<K extends object, T>(make: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly made: T }>();
  return (key) => {
    let entry = known.get(key);
    if (entry === undefined) {
      entry = { made: make(key) };
      known.set(key, entry);
    }
    return entry.made;
  };
}
