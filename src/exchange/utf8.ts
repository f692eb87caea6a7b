import { isUtf8 } from 'node:buffer';

/** The index of the first byte that begins no character of UTF-8; undefined when there is none. */
export function firstNotUtf8(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let [low, high] = [0, bytes.length];
  // Everything before `low` is good, and `low` begins a character; each step looks at half of what is left.
  while (high - low > 8) {
    const middle = characterStart(bytes, (low + high) >> 1);
    if (isUtf8(bytes.subarray(low, middle))) low = middle;
    else high = middle;
  }
  for (;;) {
    const size = [1, 2, 3, 4].find((length) => isUtf8(bytes.subarray(low, low + length)));
    if (size === undefined) return low;
    low += size;
  }
}

/** Back from the bytes that go on with a character, three at most, to its first. */
function characterStart(bytes: Uint8Array, at: number): number {
  for (let back = 0; back < 3 && (bytes[at]! & 0xc0) === 0x80; back++) at--;
  return at;
}
