/**
 * Rows as aligned columns; numbers to the right, text to the left.
 *
 * *Shapes* each row has as many cells as the head.
 */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const isNumeric = head.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === '-'),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (isNumeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(head), rule, ...cells.slice(1).map(line)].join('\n');
}

/** A number of a table: whole numbers as they are, others with one decimal. */
export function figure(value: number | undefined): number | string {
  if (value === undefined || !Number.isFinite(value)) return '-';
  return Number.isInteger(value) ? value : Number(value.toFixed(1));
}

/** Milliseconds as people read them. */
export function duration(ms: number | undefined): string {
  if (ms === undefined) return '-';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
