import { DovetailError } from '../../errors.ts';

const TWO_32 = 2 ** 32;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads protobuf values one after another, never beyond `end`. *Errors* `input/syntax` with the byte offset. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;
  /** Where the part that is being read stops; {@link enter} and its caller move it. */
  end: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.length;
  }

  /** A varint as a signed 64-bit number, exact within the safe integers and the nearest double beyond. */
  integer(): number {
    const bytes = this.#bytes;
    const start = this.at;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= this.end) broken('a number that breaks off', start);
      const byte = bytes[this.at++]!;
      const bits = byte & 127;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 128) return high === 0 ? low >>> 0 : (high | 0) * TWO_32 + (low >>> 0);
    }
    return broken('a number of more than ten bytes', start);
  }

  double(): number {
    const start = this.at;
    this.pass(8);
    return this.#view.getFloat64(start, true);
  }

  string(): string {
    const start = this.at;
    const size = this.#size();
    this.at += size;
    try {
      return decoder.decode(this.#bytes.subarray(this.at - size, this.at));
    } catch {
      return broken('a text that is not UTF-8', start);
    }
  }

  /** Enters a part with its length before it; returns the old end, for the caller to restore. */
  enter(): number {
    const outer = this.end;
    const size = this.#size();
    this.end = this.at + size;
    return outer;
  }

  #size(): number {
    const start = this.at;
    const size = this.integer();
    if (size < 0 || size > this.end - this.at) {
      broken(`a part of ${size} bytes where ${this.end - this.at} are left`, start);
    }
    return size;
  }

  pass(size: number): void {
    if (size > this.end - this.at) broken('a number that breaks off', this.at);
    this.at += size;
  }

  /** Passes the value of an unknown field. */
  passValue(tag: number, start: number): void {
    const wire = tag & 7;
    if (tag < 8 || tag >= TWO_32) broken(`the field tag ${tag}`, start);
    if (wire === 0) this.integer();
    else if (wire === 1) this.pass(8);
    else if (wire === 2) this.pass(this.#size());
    else if (wire === 5) this.pass(4);
    else broken(`the field tag ${tag}`, start);
  }
}

function broken(what: string, at: number): never {
  throw new DovetailError('input/syntax', `The protobuf binary has ${what}, at byte ${at}.`, {
    maybe: 'the file is cut off, or it is not a CpModelProto.',
    details: { byte: at },
  });
}
