/** What is used of it; the compiler knows WebAssembly in browsers only. */
interface Memory {
  grow(pages: number): number;
}

/**
 * Tells how much memory the WebAssembly of this thread has, which no statistics of V8 count. It never shrinks, and grows
 * by a call from outside.
 *
 * *Units* `report` gets the pages of 64 KB of all memories that have grown, each time that one grows.
 */
export function watchWasmMemory(report: (pages: number) => void): void {
  const { prototype } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: Memory } } }).WebAssembly
    .Memory;
  const { grow } = prototype;
  const seen = new WeakSet<Memory>();
  let pages = 0;
  prototype.grow = function (this: Memory, more) {
    const before = grow.call(this, more);
    pages += more + (seen.has(this) ? 0 : before);
    seen.add(this);
    report(pages);
    return before;
  };
}
