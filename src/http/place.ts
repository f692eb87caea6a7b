/** Where a character stands in a text, as editors count: both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export const START: Place = { line: 1, column: 1 };

/** The place behind a text that begins at `from`. */
export function behind(text: string, from: Place): Place {
  let { line } = from;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', lineStart)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: lineStart === 0 ? from.column + text.length : text.length - lineStart + 1 };
}

/** A place counted from `to` instead of `from`. */
export function rebased(place: Place, from: Place, to: Place): Place {
  const line = place.line - from.line + to.line;
  return { line, column: place.line === from.line ? place.column - from.column + to.column : place.column };
}

export function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}

/** A message with the place that it names moved. */
export function movedIn(message: string, move: (place: Place) => Place): string {
  return message.replace(/at line (\d+), column (\d+)/, (_, ...numbers) => {
    const { line, column } = move({ line: Number(numbers[0]), column: Number(numbers[1]) });
    return `at line ${line}, column ${column}`;
  });
}
