/** A column is not made narrower than this, so that a cell stays readable. */
const NARROWEST = 12;

const GAP = 2;

/** How rows are written as columns. */
export interface Columns {
  /** No line is longer, where cells can be divided between words to that end; any length when absent. */
  readonly width?: number | undefined;
  /** Before each line; two blanks when absent. */
  readonly indent?: string;
  /** Which columns stand to the right, such as numbers. */
  readonly isRight?: readonly boolean[];
  /** Whether the first row is a head, with a line below it. */
  readonly hasHead?: boolean;
}

/** Rows as aligned columns, for people: what a cell has no room for goes on in the lines below. */
export function columns(
  rows: readonly (readonly string[])[],
  { hasHead, indent = '  ', isRight = [], width = Number.POSITIVE_INFINITY }: Columns = {},
): string {
  const natural = rows[0]!.map((_, i) => rows.reduce((widest, row) => Math.max(widest, row[i]!.length), 0));
  const words = rows[0]!.map((_, i) => Math.max(NARROWEST, ...rows.map((row) => longestWord(row[i]!))));
  const most = width - indent.length;
  const widths = fitted(fitted(natural, words, most), [], most);
  const line = `${indent}${widths.map((one) => '-'.repeat(one)).join(' '.repeat(GAP))}`;
  return rows
    .flatMap((row, position) => {
      const cells = row.map((cell, i) => broken(cell, widths[i]!));
      const height = Math.max(...cells.map(({ length }) => length));
      const lines = Array.from({ length: height }, (_, at) => {
        const parts = cells.map((own, i) => {
          const text = own[at] ?? '';
          return isRight[i] ? text.padStart(widths[i]!) : text.padEnd(widths[i]!);
        });
        return `${indent}${parts.join(' '.repeat(GAP))}`.trimEnd();
      });
      return hasHead && position === 0 ? [...lines, line] : lines;
    })
    .join('\n');
}

/** The widths of columns that fit a line, as far as each keeps its least: those that have most to give give way first. */
function fitted(natural: readonly number[], least: readonly number[], width: number): number[] {
  const widths = [...natural];
  const total = widths.reduce((sum, one) => sum + one, GAP * (widths.length - 1));
  for (let over = total - width; over > 0 && Number.isFinite(over); over--) {
    const spare = widths.map((one, i) => (one > (least[i] ?? NARROWEST) ? one : 0));
    const widest = spare.indexOf(Math.max(...spare));
    if (spare[widest] === 0) break;
    widths[widest]!--;
  }
  return widths;
}

function longestWord(text: string): number {
  return text.split(' ').reduce((longest, { length }) => Math.max(longest, length), 0);
}

/** A text in lines of at most a width; a word that is longer by itself is divided. */
export function broken(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  return [...lines, line];
}

/** In the order of the alphabet, which is nobody's language; what is not known comes first. */
export function compareText(a: string | number | undefined, b: string | number | undefined): number {
  const [x, y] = [`${a ?? ''}`, `${b ?? ''}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
