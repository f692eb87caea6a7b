const TWO_32 = 2 ** 32;
const TWO_63 = 2 ** 63;
const encoder = new TextEncoder();
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const ASCII = /^[\x00-\x7f]*$/;

/** Appends protobuf values to one array of bytes that grows by doubling. */
export class Writer {
  #bytes = new Uint8Array(1 << 12);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  /** What was written, without a copy. */
  done(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  #reserve(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#at + size));
    grown.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  /** A varint of 0 to 2^32 - 1. */
  varint(value: number): void {
    this.#reserve(5);
    const bytes = this.#bytes;
    let rest = value;
    while (rest > 127) {
      bytes[this.#at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[this.#at++] = rest;
  }

  /** An int32 or int64; a negative one takes ten bytes. What lies beyond the int64 range becomes its nearest end. */
  integer(value: number): void {
    if (value >= 0 && value < TWO_32) {
      this.varint(value);
      return;
    }
    let low = 0xffffffff;
    let high = 0x7fffffff;
    if (value < TWO_63) {
      const clipped = Math.max(value, -TWO_63);
      const upper = Math.floor(clipped / TWO_32);
      low = clipped - upper * TWO_32;
      high = upper >>> 0;
    }
    this.#reserve(10);
    const bytes = this.#bytes;
    while (high > 0) {
      bytes[this.#at++] = (low & 127) | 128;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    this.varint(low);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  /** Short ASCII, such as a name, is copied here: an encoder's call costs more than all its characters. */
  string(value: string): void {
    const { length } = value;
    if (length > 127 || !ASCII.test(value)) {
      this.#utf8(encoder.encode(value));
      return;
    }
    this.#reserve(length + 1);
    const bytes = this.#bytes;
    bytes[this.#at++] = length;
    for (let i = 0; i < length; i++) bytes[this.#at++] = value.charCodeAt(i);
  }

  #utf8(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** Starts something whose length goes before it; see {@link close}. */
  open(): number {
    this.#reserve(1);
    this.#at += 1;
    return this.#at;
  }

  /** Writes the length of what was written since `start`; one byte was left for it, a longer length moves it. */
  close(start: number): void {
    const size = this.#at - start;
    if (size < 128) {
      this.#bytes[start - 1] = size;
      return;
    }
    const extra = size < 1 << 14 ? 1 : size < 1 << 21 ? 2 : size < 1 << 28 ? 3 : 4;
    this.#reserve(extra);
    this.#bytes.copyWithin(start + extra, start, this.#at);
    this.#at = start - 1;
    this.varint(size);
    this.#at += size;
  }
}
