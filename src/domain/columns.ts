/** Rows as aligned columns, for people. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd()).join('\n');
}

/** In the order of the alphabet, which is nobody's language; what is not known comes first. */
export function compareText(a: string | number | undefined, b: string | number | undefined): number {
  const [x, y] = [`${a ?? ''}`, `${b ?? ''}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
