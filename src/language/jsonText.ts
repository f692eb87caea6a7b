import { DovetailError } from '../errors.ts';

/** The value of a JSON text. *Errors* `input/syntax` with line and column. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const at = faultIn(text);
    const before = text.slice(0, at).split('\n');
    const [line, column] = [before.length, before.at(-1)!.length + 1];
    const next = text[at] === undefined ? 'ends too early' : `has ${JSON.stringify(text[at])} out of place`;
    throw new DovetailError('input/syntax', `The JSON text ${next}, at line ${line}, column ${column}.`, {
      maybe: 'a comma, a quote or a bracket is missing or left over.',
      details: { line, column },
      cause,
    });
  }
}

const SPACE = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON texts cannot contain them.
const STRING = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\x00-\x1f]*)*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

const CLOSERS: Readonly<Record<string, string | undefined>> = { '{': '}', '[': ']' };

/** Where a text stops being JSON; the platform's own message leaves that out for some faults. */
function faultIn(text: string): number {
  const closers: string[] = [];
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found !== undefined;
  };
  const pass = (character: string | undefined): boolean => {
    take(SPACE);
    if (character === undefined || text[at] !== character) return false;
    at++;
    take(SPACE);
    return true;
  };
  const key = (): boolean => closers.at(-1) !== '}' || (take(STRING) && pass(':'));
  for (;;) {
    take(SPACE);
    const closer = CLOSERS[text[at] ?? ''];
    if (closer !== undefined) {
      pass(text[at]);
      closers.push(closer);
      if (text[at] !== closer) {
        if (key()) continue;
        return at;
      }
    } else if (!take(STRING) && !take(SCALAR)) return at;
    while (pass(closers.at(-1))) closers.pop();
    take(SPACE);
    if (closers.length === 0) return at;
    if (!pass(',') || !key()) return at;
  }
}
