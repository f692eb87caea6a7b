/** What a scan refuses. */
export interface ScanLimits {
  readonly depth: number;
  /** Members of one list or object. */
  readonly members: number;
}

/** Why a text was refused, and where: a JSON pointer to the value that was being read. */
export interface ScanFault {
  readonly kind: 'too-deep' | 'too-many' | 'duplicate' | 'unbalanced' | 'truncated';
  readonly pointer: string;
  readonly message: string;
}

/** The bytes of one member's value. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/** Members of the outermost object: their names are kept, and requests have a handful. */
const NAMES = 1000;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Reads JSON as it arrives, without building anything: refuses what is too deep or too long before a parser sees it,
 * and finds the value of one member of the outermost object, so that it can stay text. What is left of the grammar is
 * the parser's affair. Two members of one name in the outermost object are refused, because readers differ in which of
 * them they take; names count as they are meant, with or without escapes.
 */
export class JsonScan {
  /** The value of the wanted member, once it was read to its end. */
  span: ByteSpan | undefined;
  readonly #limits: ScanLimits;
  readonly #wanted: string | undefined;
  #depth = 0;
  #position = 0;
  #inString = false;
  #escaped = false;
  #stringStart = 0;
  /** Where the value of the wanted member begins, while it is read. */
  #wantedStart = -1;
  /** Of the outermost object. */
  readonly #names = new Set<string>();
  // A cell for each level: whether it is an object, which member is read, and where that member's name stands.
  readonly #isObject: Uint8Array;
  readonly #index: Uint32Array;
  readonly #nameStart: Int32Array;
  readonly #nameEnd: Int32Array;
  readonly #awaitsName: Uint8Array;
  readonly #textOf: (span: ByteSpan) => string;

  /** `textOf` gives bytes that were fed before; no member is wanted where `wanted` is undefined. */
  constructor(wanted: string | undefined, limits: ScanLimits, textOf: (span: ByteSpan) => string) {
    this.#wanted = wanted;
    this.#limits = limits;
    this.#textOf = textOf;
    const levels = limits.depth + 1;
    this.#isObject = new Uint8Array(levels);
    this.#index = new Uint32Array(levels);
    this.#nameStart = new Int32Array(levels).fill(-1);
    this.#nameEnd = new Int32Array(levels);
    this.#awaitsName = new Uint8Array(levels);
  }

  /** Reads on; gives a fault as soon as there is one. */
  feed(chunk: Uint8Array): ScanFault | undefined {
    for (let i = 0; i < chunk.length; i++) {
      if (this.#inString) {
        i = this.#readString(chunk, i);
        continue;
      }
      const fault = this.#readMark(chunk[i]!, this.#position + i);
      if (fault) return fault;
    }
    this.#position += chunk.length;
    return undefined;
  }

  end(): ScanFault | undefined {
    if (this.#depth === 0 && !this.#inString) return undefined;
    return this.#fault('truncated', `The text ends after ${this.#position} bytes, inside of a value.`);
  }

  /** To the end of the string or of the chunk; gives the index of the last byte that was read. */
  #readString(chunk: Uint8Array, from: number): number {
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) {
        this.#inString = false;
        this.#endString(this.#position + i);
        return i;
      }
    }
    return chunk.length;
  }

  #endString(at: number): void {
    if (this.#awaitsName[this.#depth] !== 1) return;
    this.#nameStart[this.#depth] = this.#stringStart;
    this.#nameEnd[this.#depth] = at;
  }

  #readMark(byte: number, at: number): ScanFault | undefined {
    switch (byte) {
      case QUOTE:
        this.#inString = true;
        this.#stringStart = at + 1;
        return undefined;
      case COLON:
        return this.#endName(at);
      case COMMA:
        return this.#nextMember(at);
      case OPEN_LIST:
      case OPEN_OBJECT:
        return this.#open(byte === OPEN_OBJECT);
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        return this.#close(byte === CLOSE_OBJECT, at);
      default:
        return undefined;
    }
  }

  #endName(at: number): ScanFault | undefined {
    const isNamed = this.#awaitsName[this.#depth] === 1 && this.#nameStart[this.#depth]! >= 0;
    this.#awaitsName[this.#depth] = 0;
    if (this.#depth !== 1 || !isNamed) return undefined;
    const name = this.#name(1);
    if (this.#names.has(name)) return this.#fault('duplicate', `The body has two members ${JSON.stringify(name)}.`);
    if (this.#names.size === NAMES) return this.#fault('too-many', `The body has more than ${NAMES} members.`);
    this.#names.add(name);
    if (name === this.#wanted) this.#wantedStart = at + 1;
    return undefined;
  }

  #open(isObject: boolean): ScanFault | undefined {
    if (this.#depth === this.#limits.depth) {
      return this.#fault('too-deep', `The body has more than ${this.#limits.depth} levels.`);
    }
    this.#depth++;
    this.#isObject[this.#depth] = this.#awaitsName[this.#depth] = isObject ? 1 : 0;
    this.#index[this.#depth] = 0;
    this.#nameStart[this.#depth] = -1;
    return undefined;
  }

  #close(isObject: boolean, at: number): ScanFault | undefined {
    if (this.#depth === 0 || (this.#isObject[this.#depth] === 1) !== isObject) {
      return this.#fault('unbalanced', `A "${isObject ? '}' : ']'}" at byte ${at} closes nothing.`);
    }
    if (this.#depth === 1) this.#endMember(at);
    this.#depth--;
    return undefined;
  }

  #nextMember(at: number): ScanFault | undefined {
    if (this.#depth === 1) this.#endMember(at);
    if (++this.#index[this.#depth]! >= this.#limits.members) {
      return this.#fault('too-many', `A list or object has more than ${this.#limits.members} members.`);
    }
    this.#awaitsName[this.#depth] = this.#isObject[this.#depth]!;
    this.#nameStart[this.#depth] = this.#isObject[this.#depth] === 1 ? -1 : 0;
    return undefined;
  }

  #endMember(at: number): void {
    if (this.#wantedStart >= 0) this.span = { start: this.#wantedStart, end: at };
    this.#wantedStart = -1;
  }

  #fault(kind: ScanFault['kind'], message: string): ScanFault {
    return { kind, message, pointer: this.#pointer() };
  }

  #pointer(): string {
    let pointer = '';
    for (let level = 1; level <= this.#depth; level++) {
      if (this.#isObject[level] === 0) pointer += `/${this.#index[level]}`;
      else if (this.#nameStart[level]! >= 0 && this.#nameEnd[level]! >= this.#nameStart[level]!) {
        pointer += `/${this.#name(level).replaceAll('~', '~0').replaceAll('/', '~1')}`;
      }
    }
    return pointer;
  }

  /** The name of the member that is read at a level; as it is written, when its escapes are wrong. */
  #name(level: number): string {
    const written = this.#textOf({ start: this.#nameStart[level]!, end: this.#nameEnd[level]! });
    if (!written.includes('\\')) return written;
    try {
      return JSON.parse(`"${written}"`) as string;
    } catch {
      return written;
    }
  }
}
