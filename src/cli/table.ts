import { columns } from '../domain/columns.ts';

/**
 * Rows as aligned columns, as wide as the terminal at most; numbers to the right, text to the left.
 *
 * *Shapes* each row has as many cells as the head.
 */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const isRight = head.map((_, column) => rows.every((row) => typeof row[column] === 'number' || row[column] === '-'));
  const texts = rows.map((row) => row.map(String));
  return columns([head, ...texts], { indent: '', isRight, hasHead: true, width: terminalWidth() });
}

/** How many characters a line of the terminal has; undefined where text goes elsewhere and `COLUMNS` does not say. */
export function terminalWidth(): number | undefined {
  const given = Number(process.env.COLUMNS);
  return process.stdout.columns ?? (Number.isInteger(given) && given > 0 ? given : undefined);
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
