import { DovetailError } from '../errors.ts';
import { cut, pointerOf } from '../limits.ts';

/** An object or list that is being read. */
interface Open {
  /** Names so far, of an object; undefined in a list. */
  readonly names: Set<string> | undefined;
  /** The member that is read: its name or its index. */
  at: string | number;
}

/**
 * Refuses an object with two members of one name, in a text that is JSON otherwise: readers differ in which of them they
 * take, and one of the two is surely not meant. Names count as they are meant, with or without escapes.
 *
 * *Errors* `input/syntax` at the second member.
 */
export function requireOneOfEachName(text: string): void {
  const open: Open[] = [];
  let awaitsName = false;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
        open.push({ names: new Set(), at: '' });
        awaitsName = true;
        break;
      case '[':
        open.push({ names: undefined, at: 0 });
        awaitsName = false;
        break;
      case '}':
      case ']':
        open.pop();
        awaitsName = false;
        break;
      case ',': {
        const inner = open.at(-1)!;
        if (inner.names === undefined) inner.at = Number(inner.at) + 1;
        awaitsName = inner.names !== undefined;
        break;
      }
      case '"': {
        const end = endOfString(text, at);
        if (awaitsName) takeName(open, text.slice(at + 1, end));
        awaitsName = false;
        at = end;
        break;
      }
      default:
    }
  }
}

function takeName(open: readonly Open[], written: string): void {
  const inner = open.at(-1)!;
  const name = written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written;
  inner.at = name;
  if (!inner.names!.has(name)) {
    inner.names!.add(name);
    return;
  }
  const where = pointerOf(open.slice(0, -1).map(({ at }) => at)) || 'The input';
  const message = `${where} has two members "${cut(name)}".`;
  throw new DovetailError('input/syntax', message, {
    maybe: 'one of the two is left over.',
    faults: [{ pointer: pointerOf(open.map(({ at }) => at)), code: 'input/syntax', message }],
  });
}

/** The index of the quote that ends a string. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); ; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return at;
  }
}
